package acceptbench.server;

import acceptbench.server.accepts.AcceptNotes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A server that accepts connections by one strategy, greets each with `HELLO` and closes it.
///
/// Obligations: for each connection, the accepting thread burns [ServerConfig#acceptorMicros]; then
/// the handler burns [ServerConfig#handlerMicros], sends the 5 bytes and closes plainly (FIN, no
/// RST). Methods are called by one thread, in the order start, any number of stall, resume and
/// stats, close.
public interface AcceptServer extends AutoCloseable {
  /// Listens at [ServerConfig#address], on any free port, with the configured backlog, and starts
  /// to accept.
  ///
  /// @return the port
  int start() throws IOException;

  /// Makes the server stop accepting, exactly: when this returns, no acceptor takes another
  /// connection from the accept queue until [#resume]. They pause or burn CPU as configured. A
  /// stall of the kind `stop` is not the server's to make. No stall is asked for within another:
  /// [ControlPipe] sees to that.
  ///
  /// @return how many acceptors stand still
  int stall() throws IOException;

  /// The processes that accept: those that a stall of the kind `stop` stops, from outside.
  default List<Long> acceptorPids() {
    return List.of(ProcessHandle.current().pid());
  }

  /// The descriptors of its listening sockets, in the order in which [AcceptNotes] number them.
  /// None where that is not known, as in a real program.
  default List<Integer> listenerDescriptors() {
    return List.of();
  }

  /// How many connections the server has made to its own port so far, to make acceptors that are
  /// blocked in accept stall. The kernel counts these too.
  default long ownConnections() {
    return 0;
  }

  /// Makes a stalled server accept again.
  void resume() throws IOException;

  /// Says whether the server is only warmed up for now, see [Warming]. When this returns, all of
  /// the server's processes know it.
  default void warming(boolean on) {
    Warming.set(on);
  }

  /// Where the server's acceptors note each connection; nothing where notes were not asked for, or
  /// can't be made, as in a real program.
  default Optional<AcceptNotes> notes() {
    return Optional.empty();
  }

  /// What the server has counted; exact while no connection is under way.
  ServerStats stats() throws IOException;

  /// Ends everything that the server started: threads, processes, descriptors, files.
  @Override
  void close() throws IOException;

  /// Whether this process is being warmed up. While it is, the work that a connection costs
  /// ([ServerConfig#handlerMicros], [ServerConfig#acceptorMicros]) is cut short: code is compiled
  /// after it has run often, not after it has run long, and ten thousand times 100 µs are a second.
  ///
  /// It belongs to the process, which has one server or is one of its workers, and is off until a
  /// client asks for it.
  final class Warming {
    private static volatile boolean on;

    private Warming() {}

    public static boolean isOn() {
      return on;
    }

    public static void set(boolean warming) {
      on = warming;
    }
  }
}
