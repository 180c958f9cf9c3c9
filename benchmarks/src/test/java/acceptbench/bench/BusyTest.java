package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.CpuAffinity;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// How busy client and server were, in loads that are known.
@ExtendWith(NeedsPrivateNetwork.class)
class BusyTest {
  private static final Map<String, String> COMMON =
      Map.of(
          "strategy", "blocking",
          "backlog", "511",
          "handlerMicros", "0",
          "arrivals", "constant",
          "rate", "2000",
          "loadMillis", "300");

  /// Each half millisecond a connection is due, so that it is waited for without sleeping.
  @Test
  void aClientThatSpinsIsNotBusy() throws IOException, ProfilerException {
    assertThat(value(iteration(Map.of()), "client.busy")).isBetween(0.0, 60.0);
  }

  /// 30 connections of 5 ms each, by one thread: 150 ms, and more than the JVM's own threads have.
  @Test
  void theServersBusiestThreadIsTheOneThatServes() throws IOException, ProfilerException {
    Map<String, Double> iteration = iteration(Map.of("rate", "100", "handlerMicros", "5000"));
    double all = value(iteration, "server.busy") * CpuAffinity.get().cardinality();
    double served = value(iteration, "ledger.served") * 5_000;
    double sum = value(iteration, "server.cpuPerAccept") * value(iteration, "ledger.served");
    assertThat(value(iteration, "server.busiestThread"))
        .isBetween(0.98 * all * served / sum, all + 1);
  }

  /// Whose doing it is how fast connections come in a closed loop: rather the client's where the
  /// server does next to nothing, and the server's where each costs it 2 ms. The first load warms
  /// the client up.
  ///
  /// What else runs on this machine takes from the server alone in the second: how much the client
  /// looks around depends on no server, 3 to 6 % of a CPU. So that is what it is compared with.
  @Test
  void inAClosedLoopTheOneThatIsTheLimitIsTheBusierOne() throws IOException, ProfilerException {
    Map<String, String> closed = Map.of("strategy", "epoll", "arrivals", "closed");
    Map<String, String> dear = new HashMap<>(closed);
    dear.put("handlerMicros", "2000");
    dear.put("loadMillis", "1000");
    double fast = clientsShare(iteration(closed));
    Map<String, Double> slow = iteration(dear);
    assertThat(value(slow, "client.busy")).isLessThan(20);
    assertThat(clientsShare(slow)).isLessThan(1);
    assertThat(fast).isGreaterThan(1.5 * clientsShare(slow));
  }

  /// How busy the client was, beside the busiest thread of the server.
  private static double clientsShare(Map<String, Double> iteration) {
    return value(iteration, "client.busy") / value(iteration, "server.busiestThread");
  }

  private static Map<String, Double> iteration(Map<String, String> parameters)
      throws IOException, ProfilerException {
    Map<String, String> all = new HashMap<>(COMMON);
    all.putAll(parameters);
    return OneCell.rate(all);
  }
}
