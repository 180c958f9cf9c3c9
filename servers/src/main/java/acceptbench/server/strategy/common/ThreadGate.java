package acceptbench.server.strategy.common;

import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Stalls threads of this process that are blocked in accept.
public final class ThreadGate implements StallGate {
  private final ServerConfig config;
  private long sentinels;
  private volatile @Nullable SocketAddress sentinel;
  private volatile @Nullable Stall stall;

  public ThreadGate(ServerConfig config) {
    this.config = config;
  }

  /// Begins a stall, and returns when that many acceptors are in [#beStalled].
  public void stall(int port, int acceptors) throws IOException {
    Stall begun = new Stall(config.stallKind());
    stall = begun;
    for (int i = 0; i < acceptors; i++) {
      try (Sentinel next = new Sentinel(config)) {
        sentinel = next.address();
        sentinels++;
        next.send(port);
        begun.awaitOneMore();
      } finally {
        sentinel = null;
      }
    }
  }

  /// How many connections this has cost so far.
  public long sentinels() {
    return sentinels;
  }

  /// Ends the stall, if there is one.
  public void resume() {
    Stall current = stall;
    stall = null;
    if (current != null) current.end();
  }

  @Override
  public boolean expectsSentinel() {
    return sentinel != null;
  }

  @Override
  public boolean isSentinel(SocketAddress peer) {
    return peer.equals(sentinel);
  }

  @Override
  public void beStalled() {
    Stall current = stall;
    if (current != null) current.endure();
  }
}
