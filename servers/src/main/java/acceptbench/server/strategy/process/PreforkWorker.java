package acceptbench.server.strategy.process;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.DescriptorSocket;
import acceptbench.server.AcceptServer.Warming;
import acceptbench.server.Lifetime;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.common.Sentinel;
import acceptbench.server.strategy.common.StallGate;
import acceptbench.server.strategy.common.Work;
import acceptbench.server.strategy.descriptor.AcceptedPeer;
import acceptbench.server.strategy.descriptor.DescriptorAcceptor;
import acceptbench.server.strategy.descriptor.DescriptorHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.IntConsumer;

/// The main class of a worker process of [PreforkServer]: it accepts from the listening descriptor
/// that it is given, notes what it accepts in memory that it is given too, and serves, until its
/// server process has gone.
final class PreforkWorker {
  private PreforkWorker() {}

  public static void main(String[] args) throws IOException {
    Lifetime.endsWithParent();
    WorkerArguments arguments = WorkerArguments.parse(args);
    ServerConfig config = arguments.config();
    int index = arguments.index();
    WorkerCounts counts = arguments.openCounts();
    DescriptorHandler handler =
        new DescriptorHandler(config, () -> counts.increment(index, WorkerCounts.Count.SERVED));
    Work work = Work.ofAcceptor(config);
    try (DescriptorSocket socket = arguments.connect()) {
      int listener = ErrnoException.check(socket.receive(), "recvmsg(SCM_RIGHTS)");
      AcceptedPeer peer = new AcceptedPeer(config, config.notes() ? notes(socket, index) : _ -> {});
      new DescriptorAcceptor(
              listener,
              new Gate(counts, index, config, socket),
              peer,
              _ -> {
                counts.increment(index, WorkerCounts.Count.ACCEPTED);
                Warming.set(counts.isWarming());
                work.run();
              },
              handler::serve)
          .run();
    }
    Lifetime.end(0);
  }

  private static IntConsumer notes(DescriptorSocket socket, int index) throws IOException {
    int notes = ErrnoException.check(socket.receive(), "recvmsg(SCM_RIGHTS)");
    return AcceptNotes.of(notes).lane(index, 0)::note;
  }

  /// Stalls this process's acceptor until the server process ends the stall, in shared memory.
  private record Gate(WorkerCounts counts, int index, ServerConfig config, DescriptorSocket socket)
      implements StallGate {
    @Override
    public boolean expectsSentinel() {
      return counts.sentinelPort() != 0;
    }

    @Override
    public boolean isSentinel(SocketAddress peer) {
      return Sentinel.isAddress(peer, config, counts.sentinelPort());
    }

    @Override
    public void beStalled() {
      long ended = counts.endedStalls();
      counts.increment(index, WorkerCounts.Count.STALLED);
      if (config.stallKind() == StallKind.BUSY)
        while (counts.endedStalls() == ended) Thread.onSpinWait();
      int message = socket.receive();
      if (message < 0) Lifetime.end(0); // the server process has gone
      Libc.close(message);
    }
  }
}
