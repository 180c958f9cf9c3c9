package acceptbench.results.table;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;

/// How fast connections came in a scenario, and how fast they were meant to: what decides about
/// depth, overflows and latency before any strategy does.
///
/// @param offered connections per second that were meant to start; NaN where there was no schedule
/// @param achieved the mean of each cell, as in its row; empty where that was not measured
/// @param closed whether a connection started when another one had ended
public record OfferedRate(
    DoubleSummaryStatistics offered, DoubleSummaryStatistics achieved, boolean closed) {
  /// The rates of all cells of a scenario.
  public static OfferedRate of(Scenario scenario) {
    DoubleSummaryStatistics offered = new DoubleSummaryStatistics();
    DoubleSummaryStatistics achieved = new DoubleSummaryStatistics();
    boolean closed = scenario.key().constants().getOrDefault("arrivals", "").equals("closed");
    for (Cell cell : scenario.cells()) {
      double asked = closed ? Double.NaN : offered(cell);
      if (asked > 0) offered.accept(asked);
      double came = cell.count("rate.achieved");
      if (came > 0) achieved.accept(came);
    }
    return new OfferedRate(offered, achieved, closed);
  }

  /// The rate that a cell was meant to have; NaN where there was none. A burst's is a parameter.
  private static double offered(Cell cell) {
    double measured =
        Arrays.stream(cell.metric("rate.offered").measuredIterations()).max().orElse(Double.NaN);
    if (!Double.isNaN(measured)) return measured;
    Map<String, String> params = cell.params();
    String burstRate = params.getOrDefault("burstRate", "");
    return burstRate.matches("\\d{1,9}") ? Double.parseDouble(burstRate) : Double.NaN;
  }

  /// Whether anything is known of it.
  public boolean isKnown() {
    return offered.getCount() > 0 || achieved.getCount() > 0;
  }

  /// For the head of a table: `20,000 connections/s offered`.
  public String inShort() {
    if (offered.getCount() > 0) return range(offered) + " connections/s offered";
    return closed ? "no rate offered: closed loop" : "no rate offered: as fast as the client could";
  }

  /// A sentence, with what was achieved.
  public String inFull() {
    String asked =
        offered.getCount() > 0
            ? "Offered: %s connections per second".formatted(range(offered))
            : closed
                ? "Offered: no rate; each connection started when another one had ended"
                : "Offered: no rate; the client started connections as fast as it could";
    if (achieved.getCount() == 0) return asked + ".";
    return asked + "; achieved: " + range(achieved) + " per second" + uneven() + ".";
  }

  /// Without a schedule cells may differ in what they got.
  private String uneven() {
    boolean apart = achieved.getMax() > 1.05 * achieved.getMin();
    return offered.getCount() == 0 && apart ? ", so cells did not have the same load" : "";
  }

  private static String range(DoubleSummaryStatistics rates) {
    return Figures.range(Math.rint(rates.getMin()), Math.rint(rates.getMax()));
  }
}
