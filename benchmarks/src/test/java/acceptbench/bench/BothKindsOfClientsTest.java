package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.linux.socket.Ipv6;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// A server at `::` whose clients come by IPv6 and IPv4 in turn, in loads that are more
/// than a burst.
@ExtendWith(NeedsPrivateNetwork.class)
class BothKindsOfClientsTest {
  private static final int BACKLOG = 50;
  private static final int HALF_OPEN = 151;
  private static final int OTHERS = 20;

  private static Map<String, String> parameters(Map<String, String> more) {
    Requirement.require(Ipv6.missingFor("::"));
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "strategy",
                "epoll",
                "address",
                "::",
                "backlog",
                Integer.toString(BACKLOG),
                "handlerMicros",
                "0"));
    all.putAll(more);
    return all;
  }

  @Test
  void fillOneQueueTogether() throws IOException, ProfilerException {
    Map<String, String> parameters = parameters(Map.of("burst", Integer.toString(BACKLOG + 1)));
    ServerUnderTest server = OneCell.server(parameters);
    DrainLoad load = OneCell.set(new DrainLoad(), parameters);
    load.open(server);
    try {
      load.fill();
      load.drain();
      load.balance();
      assertThat(OneCell.published())
          .containsEntry("ledger.served", BACKLOG + 1.0)
          .containsEntry("ListenOverflows", 0.0);
    } finally {
      load.close();
      server.stop();
    }
  }

  /// Half-open ones of both kinds share the SYN queue: as many are kept as of one kind, and all
  /// others get cookies.
  @Test
  void shareTheSynQueue() throws IOException, ProfilerException {
    Map<String, String> parameters =
        parameters(
            Map.of(
                "halfOpen", Integer.toString(HALF_OPEN),
                "rate", "200",
                "loadMillis", "100",
                "patienceMillis", "5000"));
    ServerUnderTest server = OneCell.server(parameters);
    HalfOpenLoad load = OneCell.set(new HalfOpenLoad(), parameters);
    load.open(server);
    try {
      load.prepare();
      load.run();
      load.balance();
      assertThat(OneCell.published())
          .containsEntry("listener.halfOpen", BACKLOG + 1.0)
          .containsEntry("ledger.served", (double) OTHERS)
          .containsEntry("SyncookiesRecv", (double) OTHERS)
          .containsEntry("ListenDrops", 0.0);
    } finally {
      load.close();
      server.stop();
    }
  }
}
