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

  /// The number may be another file's by then.
  @Test
  void aSignalAfterTheEndReachesNobody() throws Exception {
    EventFd ended = new EventFd();
    int number = ended.fd();
    ended.close();
    try (EventFd next = new EventFd();
        Epoll epoll = new Epoll(1)) {
      assertThat(next.fd()).isEqualTo(number);
      epoll.add(next.fd(), Epoll.EPOLLIN, 1);
      ended.signal();
      ended.close();
      assertThat(epoll.await(0)).isZero();
      next.signal();
      assertThat(epoll.await(0)).isEqualTo(1);
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
