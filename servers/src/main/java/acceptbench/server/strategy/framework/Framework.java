package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import java.util.OptionalInt;

/// An HTTP server of others, in the JVM that it has for itself.
///
/// Obligations: it listens, and answers each GET by [#GREETING] once the work is done;
/// all else is as it ships. Its class has a public constructor without parameters, by
/// which [FrameworkMain] makes it.
public interface Framework {
  /// The body of each answer.
  String GREETING = "HELLO";

  /// Listens; when it returns, clients can connect. The server runs on until its process ends.
  ///
  /// @param address where, `127.0.0.1`, `::1` or `::`
  /// @param backlog for the server's own setting; nothing where it is left as it ships
  /// @param work what the handler does for each request before it answers
  void start(String address, int port, OptionalInt backlog, Work work) throws Exception;
}
