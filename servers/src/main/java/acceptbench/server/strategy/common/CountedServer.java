package acceptbench.server.strategy.common;

import acceptbench.server.AcceptServer;
import acceptbench.server.ServerStats;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.parameter.ServerConfig;
import java.util.Optional;

/// A server of ours: it keeps account of what it accepts and serves. Its [#close] closes the
/// account when no acceptor runs any more.
public abstract class CountedServer implements AcceptServer {
  private final Accounts accounts;

  protected CountedServer(ServerConfig config) {
    accounts = new Accounts(config);
  }

  protected final Accounts accounts() {
    return accounts;
  }

  @Override
  public final Optional<AcceptNotes> notes() {
    return accounts.notes();
  }

  @Override
  public ServerStats stats() {
    return accounts.stats();
  }
}
