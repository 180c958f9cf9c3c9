package acceptbench.results.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// All charts that can be drawn of a panel; what no cell has measured gets none.
public final class Charts {
  private Charts() {}

  public static List<Chart> of(Panel panel) {
    List<Chart> charts = new ArrayList<>();
    BacklogCharts backlog = new BacklogCharts(panel);
    PercentileCharts percentiles = new PercentileCharts(panel);
    StackCharts stacks = new StackCharts(panel);
    boolean connect = panel.has(cell -> cell.connect().percentile(99));
    boolean overflows = panel.has(cell -> cell.count("ListenOverflows"));
    boolean firstByte = panel.has(cell -> cell.firstByte().percentile(99));
    addIf(connect, charts, backlog::connectHeat);
    addIf(overflows, charts, backlog::overflowHeat);
    // With a single backlog such lines would be points: heat maps and percentiles say the same.
    boolean several = panel.hasSeveralBacklogs();
    addIf(connect && several, charts, backlog::connect);
    addIf(overflows && several, charts, backlog::overflows);
    addIf(connect, charts, percentiles::connect);
    addIf(firstByte, charts, percentiles::firstByte);
    addIf(panel.has(cell -> cell.queueWait().percentile(99)), charts, percentiles::queueWait);
    addIf(stacks.knowsTimes(), charts, stacks::timeSpent);
    addIf(connect && firstByte, charts, percentiles::firstByteAgainstConnect);
    addIf(panel.has(cell -> cell.count("ledger.attempted")), charts, stacks::ledger);
    addIf(DepthChart.isKnown(panel), charts, () -> DepthChart.of(panel));
    addIf(panel.has(cell -> cell.count("server.cpuPerAccept")), charts, backlog::cpuPerAccept);
    addIf(stacks.acceptors() > 1, charts, stacks::acceptShares);
    return charts;
  }

  private static void addIf(boolean measured, List<Chart> charts, Supplier<Chart> chart) {
    if (measured) {
      charts.add(chart.get());
    }
  }
}
