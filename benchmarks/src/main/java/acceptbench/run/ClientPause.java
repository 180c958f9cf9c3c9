package acceptbench.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// Finds out whether the load client of a measured cell was kept from running, because its process
/// was stopped or others took its CPU. Then the cell's latencies are the machine's.
final class ClientPause {
  private static final String METRIC = "client.pause";

  /// A tenth of a second is a hundred times what the client itself takes.
  private static final double LONGEST_MICROS = 100_000;

  private ClientPause() {}

  /// What is wrong with the cell, in a sentence.
  static Optional<String> of(RunResult cell) {
    @SuppressWarnings("rawtypes") // JMH's own type
    Map<String, Result> metrics = cell.getSecondaryResults();
    Result<?> pause = metrics.get(METRIC);
    if (pause == null) return Optional.empty();
    double micros = pause.getStatistics().getMax();
    if (!(micros > LONGEST_MICROS)) return Optional.empty();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the client was kept from running for %.1f s; latencies of that iteration are the"
                + " machine's, not the server's",
            micros / 1e6));
  }
}
