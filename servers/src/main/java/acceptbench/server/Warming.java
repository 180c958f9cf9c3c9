package acceptbench.server;

/// Whether this process is being warmed up. While it is, the work that a connection costs
/// ([ServerConfig#handlerMicros], [ServerConfig#acceptorMicros]) is cut short: code is compiled
/// after it has run often, not after it has run long, and ten thousand times 100 µs are a second.
///
/// It belongs to the process, which has one server or is one of its workers, and is off until a
/// client asks for it.
public final class Warming {
  private static volatile boolean on;

  private Warming() {}

  public static boolean isOn() {
    return on;
  }

  public static void set(boolean warming) {
    on = warming;
  }
}
