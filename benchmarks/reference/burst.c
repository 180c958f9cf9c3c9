// Firing a burst at its limit: N non-blocking connects, one after the other, each watched by epoll; nothing is read.
// usage: burst PORT CPU N ROUNDS     prints the median of connections fired per second
// The server has to have room for N in its queue, and not to accept meanwhile.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 5) return fprintf(stderr, "usage: burst PORT CPU N ROUNDS\n"), 2;
  int cpu = atoi(argv[2]), n = atoi(argv[3]), rounds = atoi(argv[4]);
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  if (cpu >= 0 && sched_setaffinity(0, sizeof set, &set)) perror("sched_setaffinity");
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct linger reset = {1, 0};
  int *clients = calloc(n, sizeof(int));
  double *rates = calloc(rounds, sizeof(double));
  for (int round = 0; round < rounds; round++) {
    int epoll = epoll_create1(0);
    long start = now();
    for (int i = 0; i < n; i++) {
      int fd = clients[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      if (fd < 0) return perror("socket"), 1;
      setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
      if (connect(fd, (void *)&at, sizeof at) && errno != EINPROGRESS) return perror("connect"), 1;
      struct epoll_event watched = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.fd = fd};
      epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &watched);
    }
    rates[round] = n / ((now() - start) / 1e9);
    for (int i = 0; i < n; i++) close(clients[i]);
    close(epoll);
  }
  qsort(rates, rounds, sizeof(double), ascending);
  printf("fired=%.0f\n", rates[rounds / 2]);
}
