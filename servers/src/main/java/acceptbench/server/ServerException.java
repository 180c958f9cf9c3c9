package acceptbench.server;

/// A server process that did not do what it was told. The message names the server, the command and
/// what it said last.
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ServerException(String message) {
    super(message);
  }

  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
