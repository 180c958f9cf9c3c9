package acceptbench.server.strategy.common;

import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerStats;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a server counts: connections accepted, by each acceptor, connections served, and how long
/// they waited in the accept queue. One for each server.
///
/// Acceptors and counts are added before the threads start that use them.
public final class Accounts implements AutoCloseable {
  private final ServerConfig config;
  private final QueueWaits queueWaits;
  private final @Nullable AcceptNotes notes;
  private final List<SingleWriterCount> accepts = new ArrayList<>();
  private final List<SingleWriterCount> wakeups = new ArrayList<>();
  private final List<LongSupplier> served = new ArrayList<>();

  public Accounts(ServerConfig config) {
    this.config = config;
    this.queueWaits = new QueueWaits(config);
    try {
      // No strategy has more acceptors than workers, or than one.
      this.notes = config.notes() ? AcceptNotes.create(config.workers()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the acceptors note each connection; nothing where notes were not asked for.
  public Optional<AcceptNotes> notes() {
    return Optional.ofNullable(notes);
  }

  /// To be called when no acceptor runs any more. What was counted can still be asked for.
  @Override
  public void close() {
    if (notes != null) notes.close();
  }

  /// Opens the account of one more acceptor, of a server with one listener.
  public Acceptor acceptor() {
    return acceptor(0);
  }

  /// Opens the account of one more acceptor.
  ///
  /// @param listener which of the server's listeners it accepts from, from 0
  public Acceptor acceptor(int listener) {
    AcceptNotes.Lane lane = notes == null ? null : notes.lane(accepts.size(), listener);
    Acceptor added = new Acceptor(Work.ofAcceptor(config), queueWaits.observer(), lane);
    accepts.add(added.accepts);
    wakeups.add(added.wakeups);
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

  /// What this process has counted, for a server of several processes.
  ///
  /// @param usage of all the server's processes
  public ServerStats stats(ProcessUsage usage) {
    return new ServerStats(
        accepts.stream().map(SingleWriterCount::get).toList(),
        served.stream().mapToLong(LongSupplier::getAsLong).sum(),
        wakeups.stream().mapToLong(SingleWriterCount::get).sum(),
        usage,
        queueWaits.millis());
  }

  /// What an acceptor's thread does with each connection between accepting and handing it on: it
  /// counts it and does the acceptor's work.
  public static final class Acceptor {
    private final SingleWriterCount accepts = new SingleWriterCount();
    private final SingleWriterCount wakeups = new SingleWriterCount();
    private final Work work;
    private final IntConsumer observer;
    private final AcceptNotes.@Nullable Lane lane;

    private Acceptor(Work work, IntConsumer observer, AcceptNotes.@Nullable Lane lane) {
      this.work = work;
      this.observer = observer;
      this.lane = lane;
    }

    /// To be called when a wait has returned because connections are there, before any is accepted;
    /// never where an accept is the wait.
    public void woke() {
      wakeups.increment();
    }

    /// To be called first, as soon as accept has returned: notes when that was, where notes were
    /// asked for.
    ///
    /// @param client which one, as [acceptbench.linux.socket.Sockaddr#client] tells them apart
    public void note(int client) {
      if (lane != null) lane.note(client);
    }

    /// To be called with each connection's descriptor, once it is noted.
    public void accepted(int fd) {
      accepts.increment();
      observer.accept(fd);
      work.run();
    }

    /// The same if the descriptor is not known, so that the kernel can't be asked about it.
    public void accepted() {
      accepts.increment();
      work.run();
    }
  }
}
