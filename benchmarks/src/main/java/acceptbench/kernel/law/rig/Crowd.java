package acceptbench.kernel.law.rig;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.IpAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that connect at the same time, from several CPUs. On loopback the server's side of a
/// handshake runs on the client's CPU, so these handshakes overlap.
final class Crowd implements AutoCloseable {
  private final Queue<LawClient> clients = new ConcurrentLinkedQueue<>();
  private final IpAddress server;
  private final int port;

  Crowd(IpAddress server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Starts a thread on each CPU, and ends when all clients have begun their handshakes.
  ///
  /// @param each how many clients of each CPU connect, one after the other
  void connect(BitSet cpus, int each) throws IOException {
    CountDownLatch together = new CountDownLatch(cpus.cardinality());
    try (ExecutorService threads = Executors.newFixedThreadPool(cpus.cardinality())) {
      List<Future<?>> parts = new ArrayList<>();
      cpus.stream().forEach(cpu -> parts.add(threads.submit(() -> connectOn(cpu, each, together))));
      for (Future<?> part : parts) part.get();
    } catch (ExecutionException e) {
      throw new IOException("clients on several CPUs", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while clients connect");
    }
  }

  /// No bound on the wait: each thread counts down, whatever becomes of it.
  private Void connectOn(int cpu, int each, CountDownLatch together) throws ErrnoException {
    try {
      BitSet one = new BitSet();
      one.set(cpu);
      CpuAffinity.set(one);
    } finally {
      together.countDown();
    }
    while (together.getCount() > 0) Thread.onSpinWait();
    for (int i = 0; i < each; i++)
      clients.add(LawClient.connect(server, port, LawClient.Manner.PLAIN));
    return null;
  }

  List<LawClient> clients() {
    return List.copyOf(clients);
  }

  @Override
  public void close() {
    clients.forEach(LawClient::close);
  }
}
