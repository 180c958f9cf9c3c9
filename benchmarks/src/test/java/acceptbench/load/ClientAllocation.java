package acceptbench.load;

import acceptbench.kernel.ListenerWatch;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.testing.HandlingServer;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that prints the bytes that the client's thread makes on the heap for
/// [#CONNECTIONS] connections, once its loop is compiled.
///
/// As `-prof gc` would tell, but of that thread alone. It is a program because C2 decides it once
/// for each JVM, by all that ran there before; JVMs of tests have no C2, and other tests behind
/// them.
final class ClientAllocation {
  static final int CONNECTIONS = 20_000;

  /// It takes the compiler some rounds to see that what is made for a connection never leaves the
  /// loop, and more on a busy machine.
  private static final int ROUNDS = 30;

  /// Looks at the queue are as many as the machine is slow: each makes some 72 bytes.
  private static final long OF_A_LOOK = 100;

  private ClientAllocation() {}

  public static void main(String[] args) throws IOException {
    LoadPlan plan =
        new LoadPlan(
            new ClosedLoopArrivals(64), CONNECTIONS, TimeUnit.SECONDS.toNanos(30), List.of());
    try (ServerSocket server = HandlingServer.start((_, socket) -> HandlingServer.greet(socket));
        ListenerWatch watch = new ListenerWatch(server.getLocalPort());
        LoadClient client =
            new LoadClient(server.getLocalPort(), 64, Dialogue.serverGreets(), watch::sample)) {
      long allocated = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && allocated >= CONNECTIONS; round++) {
        client.reset();
        watch.forgetDepth();
        long before = allocatedBytes();
        client.run(plan);
        allocated = allocatedBytes() - before;
        int looks = watch.depths().depths().length;
        if (looks == 0) throw new IllegalStateException("no look at the queue");
        allocated -= OF_A_LOOK * looks;
      }
      System.out.println(allocated);
    }
  }

  private static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
  }
}
