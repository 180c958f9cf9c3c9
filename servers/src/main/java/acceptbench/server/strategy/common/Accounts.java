package acceptbench.server.strategy.common;

import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// What a server counts: connections accepted, by each acceptor, connections served, and how long
/// they waited in the accept queue. One for each server.
///
/// Acceptors and counts are added before the threads start that use them.
public final class Accounts {
  private final ServerConfig config;
  private final QueueWaits queueWaits;
  private final List<SingleWriterCount> accepts = new ArrayList<>();
  private final List<LongSupplier> served = new ArrayList<>();

  public Accounts(ServerConfig config) {
    this.config = config;
    this.queueWaits = new QueueWaits(config);
  }

  /// Opens the account of one more acceptor.
  public Acceptor acceptor() {
    Acceptor added = new Acceptor(Work.ofAcceptor(config), queueWaits.observer());
    accepts.add(added.accepts);
    return added;
  }

  /// Adds a count of connections that were greeted, made by whoever serves.
  public void servedBy(LongSupplier count) {
    served.add(count);
  }

  /// What this process has counted, and uses.
  public ServerStats stats() {
    return stats(ProcessUsage.own());
  }

  /// What this process has counted, of a server that is several.
  ///
  /// @param usage of all the server's processes
  public ServerStats stats(ProcessUsage usage) {
    return new ServerStats(
        accepts.stream().map(SingleWriterCount::get).toList(),
        served.stream().mapToLong(LongSupplier::getAsLong).sum(),
        usage.cpuNanos(),
        usage.descriptors(),
        queueWaits.millis());
  }

  /// What an acceptor's thread does with each connection between accepting and handing it on: it
  /// counts it and does the acceptor's work.
  public static final class Acceptor {
    private final SingleWriterCount accepts = new SingleWriterCount();
    private final Work work;
    private final IntConsumer observer;

    private Acceptor(Work work, IntConsumer observer) {
      this.work = work;
      this.observer = observer;
    }

    /// To be called with each connection's descriptor, as soon as it is accepted.
    public void accepted(int fd) {
      accepts.increment();
      observer.accept(fd);
      work.run();
    }

    /// The same where nobody knows the descriptor, and so the kernel can't be asked about it.
    public void accepted() {
      accepts.increment();
      work.run();
    }
  }
}
