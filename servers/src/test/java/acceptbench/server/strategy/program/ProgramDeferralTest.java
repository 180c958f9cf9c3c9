package acceptbench.server.strategy.program;

import static acceptbench.linux.socket.SocketConstants.IPPROTO_TCP;
import static acceptbench.linux.socket.SocketConstants.TCP_DEFER_ACCEPT;
import static acceptbench.testing.IdleServer.idle;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.process.Pidfd;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP_DEFER_ACCEPT of the real programs' listeners, as the kernel has it.
class ProgramDeferralTest {
  /// The kernel keeps it as a number of SYN-ACKs that are sent again, after 1, 3, 7, 15 and 31 s
  /// (`secs_to_retrans`, `net/ipv4/tcp.c`): of 30 s it makes 31.
  @ParameterizedTest
  @CsvSource({
    "nginx, false, 1, 1",
    "nginx, true, 1, 1",
    "nginx, false, 0, 0",
    "haproxy, false, 1, 1",
    "haproxy, false, 0, 0",
    "apache, false, 30, 31",
    "apache, false, 0, 0"
  })
  void everyListenerHasWhatTheProgramSets(String strategy, boolean reuseport, int seconds, int kept)
      throws Exception {
    Requirement.require(AcceptStrategy.named(strategy).unavailable());
    try (ServerProcess server =
            ServerProcess.start(
                strategy,
                idle().with("workers", 2).with("reuseport", reuseport).with("deferAccept", seconds),
                new BitSet(),
                QuickJvm.ARGUMENTS);
        InetDiag diag = new InetDiag()) {
      long pid = server.acceptorPids().getFirst();
      List<Integer> deferrals = new ArrayList<>();
      for (ListenerSocket listener : diag.listeners(server.port())) {
        Integer descriptor = OpenSockets.of(pid).get(listener.inode());
        if (descriptor != null) deferrals.add(deferral(pid, descriptor));
      }
      assertThat(deferrals).isNotEmpty().containsOnly(kept);
    }
  }

  private static int deferral(long pid, int descriptor) throws ErrnoException {
    int ours = Pidfd.duplicate(pid, descriptor);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, 4);
      ErrnoException.check(
          Libc.getsockopt(ours, IPPROTO_TCP, TCP_DEFER_ACCEPT, value, length),
          "getsockopt(fd %d, TCP_DEFER_ACCEPT)",
          ours);
      return value.get(JAVA_INT, 0);
    } finally {
      Libc.close(ours);
    }
  }
}
