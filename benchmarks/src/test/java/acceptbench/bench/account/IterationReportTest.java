package acceptbench.bench.account;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.SocketInode;
import acceptbench.linux.socket.TcpSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Three sockets that share a port.
class IterationReportTest {
  private final List<Integer> descriptors = new ArrayList<>();
  private List<Long> inodes = List.of();
  private List<ListenerSocket> listeners = List.of();

  @BeforeEach
  void listen() throws ErrnoException {
    int port = 0;
    for (int i = 0; i < 3; i++) {
      descriptors.add(TcpSocket.listen(port, 1, 0, true));
      port = TcpSocket.localPort(descriptors.getFirst());
    }
    inodes =
        descriptors.stream()
            .map(it -> SocketInode.of(ProcessHandle.current().pid(), it).orElseThrow())
            .toList();
    try (InetDiag diag = new InetDiag()) {
      listeners = diag.listeners(port);
    }
  }

  @AfterEach
  void close() {
    descriptors.forEach(Libc::close);
  }

  @Test
  void listenersAreInTheServersOrder() {
    assertThat(sorted(inodes)).isEqualTo(inodes);
    assertThat(sorted(inodes.reversed())).isEqualTo(inodes.reversed());
  }

  @Test
  void thoseThatTheServerDoesNotNameComeAfterInAnOrderThatStays() {
    List<Long> ascending = inodes.stream().sorted().toList();
    assertThat(sorted(List.of())).isEqualTo(ascending);
    listeners = listeners.reversed();
    assertThat(sorted(List.of())).isEqualTo(ascending);
    long last = ascending.getLast();
    assertThat(sorted(List.of(last))).containsExactly(last, ascending.getFirst(), ascending.get(1));
  }

  private List<Long> sorted(List<Long> order) {
    return IterationReport.sorted(listeners, order).stream().map(ListenerSocket::inode).toList();
  }
}
