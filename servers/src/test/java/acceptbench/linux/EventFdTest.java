package acceptbench.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventFdTest {
  @Test
  void isReadableFromASignalToTheNextDrain() throws Exception {
    try (Epoll epoll = new Epoll(1);
        EventFd event = new EventFd()) {
      epoll.add(event.fd(), Epoll.EPOLLIN, 1);
      assertThat(epoll.await(0)).isZero();
      event.signal();
      event.signal();
      assertThat(epoll.await(0)).isEqualTo(1);
      event.drain();
      assertThat(epoll.await(0)).isZero();
    }
  }

  @Test
  void wakesAThreadThatWaits() throws Exception {
    try (Epoll epoll = new Epoll(1);
        EventFd event = new EventFd()) {
      epoll.add(event.fd(), Epoll.EPOLLIN, 1);
      Thread.ofPlatform().start(event::signal);
      assertThat(epoll.await(10_000)).isEqualTo(1);
    }
  }
}
