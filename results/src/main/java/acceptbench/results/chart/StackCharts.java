package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Charts of parts that add up: where every connection ended, where its time went, and who accepted
/// how many.
final class StackCharts {
  /// The ends of a connection; they add up to `ledger.attempted`.
  private static final List<Map.Entry<String, String>> OUTCOMES =
      List.of(
          Map.entry("served", "ledger.served"),
          Map.entry("ghost", "ledger.ghost"),
          Map.entry("reset", "ledger.reset"),
          Map.entry("refused", "ledger.refused"),
          Map.entry("timed out", "ledger.timedOut"));

  /// The parts of a connection's time, by their colours; means over connections, so that they add
  /// up to the mean time to the first byte.
  private static final List<Spent> TIMES =
      List.of(
          new Spent("SYN retries", "o-refused", "spent.synRetries"),
          new Spent("handshake", "a1", "spent.handshake"),
          new Spent("queue", "a0", "spent.queue"),
          new Spent("dispatch", "a3", "spent.dispatch"));

  private record Spent(String name, String color, String metric) {}

  private final Panel panel;

  StackCharts(Panel panel) {
    this.panel = panel;
  }

  Chart ledger() {
    List<Chart.View> views = new ArrayList<>();
    for (String backlog : panel.backlogs()) {
      List<Chart.Series> series = new ArrayList<>();
      for (Map.Entry<String, String> outcome : OUTCOMES) {
        series.add(
            part(
                outcome.getKey(),
                "o-" + outcome.getKey().replace(' ', '-'),
                backlog,
                outcome.getValue()));
      }
      series.add(part(RETRIED, "o-retried", backlog, "ledger.retried"));
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return stack(
        "ledger",
        "Where every connection ended",
        "The bars add up to the connections attempted in one iteration. The diamond marks how many"
            + " of them, whatever their end, needed more than one SYN.",
        Chart.Axis.of("connections", Chart.Scale.LINEAR),
        views,
        ledgerTable());
  }

  /// Not a part of the stack: `charts.js` draws the series of this name as marks.
  private static final String RETRIED = "needed a second SYN";

  private Chart.Series part(String name, String color, String backlog, String metric) {
    List<double[]> points = new ArrayList<>();
    for (int s = 0; s < panel.subjects().size(); s++) {
      double value = panel.value(panel.subjects().get(s), backlog, cell -> cell.count(metric));
      points.add(new double[] {s, value});
    }
    return new Chart.Series(name, color, 0, List.of(), points);
  }

  private Grid ledgerTable() {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("backlog"));
    columns.add(Grid.number("attempted"));
    OUTCOMES.forEach(outcome -> columns.add(Grid.number(outcome.getKey())));
    columns.add(Grid.number(RETRIED));
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        List<String> row = new ArrayList<>(List.of(subject.name(), cell.backlog()));
        row.add(Figures.count(cell.count("ledger.attempted")));
        OUTCOMES.forEach(outcome -> row.add(Figures.count(cell.count(outcome.getValue()))));
        row.add(Figures.count(cell.count("ledger.retried")));
        rows.add(row);
      }
    }
    return new Grid(columns, rows);
  }

  boolean knowsTimes() {
    return panel.has(cell -> cell.count("spent.queue"));
  }

  Chart timeSpent() {
    List<Chart.View> views = new ArrayList<>();
    for (String backlog : panel.backlogs()) {
      List<Chart.Series> series = new ArrayList<>();
      for (Spent part : TIMES) {
        series.add(part(part.name(), part.color(), backlog, part.metric()));
      }
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return stack(
        "time-spent",
        "Where a connection's time went",
        "From the intended start to the first byte, each part the mean over all connections served:"
            + " together they are the mean time to the first byte. SYN retries: until the handshake"
            + " ended, of those whose SYN was sent again; handshake: the same of the others; queue:"
            + " until accept returned; dispatch: from there to the first byte.",
        Chart.Axis.of("per connection", Chart.Scale.LINEAR_MICROS),
        views,
        timeTable());
  }

  private Grid timeTable() {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("backlog"));
    TIMES.forEach(part -> columns.add(Grid.number(part.name())));
    columns.add(Grid.number("together"));
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        List<String> row = new ArrayList<>(List.of(subject.name(), cell.backlog()));
        TIMES.forEach(part -> row.add(Figures.micros(cell.count(part.metric()))));
        row.add(
            Figures.micros(TIMES.stream().mapToDouble(part -> cell.count(part.metric())).sum()));
        rows.add(row);
      }
    }
    return new Grid(columns, rows);
  }

  /// The most acceptors any cell has.
  int acceptors() {
    return panel.subjects().stream()
        .flatMap(subject -> subject.cells().stream())
        .mapToInt(cell -> shares(cell).size())
        .max()
        .orElse(0);
  }

  private static List<Double> shares(Cell cell) {
    List<Double> accepts =
        IntStream.iterate(0, i -> cell.metric("acceptor.share." + i).isMeasured(), i -> i + 1)
            .mapToObj(i -> cell.count("acceptor.share." + i))
            .toList();
    double all = accepts.stream().mapToDouble(Double::doubleValue).sum();
    return accepts.stream().map(one -> one / all).toList();
  }

  private static double share(Cell cell, int acceptor) {
    List<Double> shares = shares(cell);
    return acceptor < shares.size() ? shares.get(acceptor) : Double.NaN;
  }

  Chart acceptShares() {
    int acceptors = acceptors();
    List<Chart.View> views = new ArrayList<>();
    for (String backlog : panel.backlogs()) {
      List<Chart.Series> series = new ArrayList<>();
      for (int a = 0; a < acceptors; a++) {
        series.add(sharesOf(a, backlog));
      }
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return stack(
        "shares",
        "Who accepted how many",
        "The share of the connections that each acceptor (thread or process) accepted.",
        Chart.Axis.of("share", Chart.Scale.SHARES),
        views,
        shareTable(acceptors));
  }

  private Chart.Series sharesOf(int acceptor, String backlog) {
    List<double[]> points = new ArrayList<>();
    for (int s = 0; s < panel.subjects().size(); s++) {
      double share = panel.value(panel.subjects().get(s), backlog, cell -> share(cell, acceptor));
      points.add(new double[] {s, share});
    }
    return new Chart.Series("acceptor " + acceptor, "a" + acceptor % 8, 0, List.of(), points);
  }

  private Grid shareTable(int acceptors) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("backlog"));
    for (int a = 0; a < acceptors; a++) {
      columns.add(Grid.number("acceptor " + a));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        List<String> row = new ArrayList<>(List.of(subject.name(), cell.backlog()));
        for (int a = 0; a < acceptors; a++) {
          double share = share(cell, a);
          row.add(Double.isNaN(share) ? "" : Figures.percent(share));
        }
        rows.add(row);
      }
    }
    return new Grid(columns, rows);
  }

  private Chart stack(
      String id,
      String title,
      String explanation,
      Chart.Axis y,
      List<Chart.View> views,
      Grid table) {
    List<String> names = panel.subjects().stream().map(Subject::name).toList();
    return new Chart(
        panel.idPrefix() + id,
        Chart.Kind.STACK,
        title,
        explanation,
        Chart.Axis.categories("", names),
        y,
        views,
        0,
        List.of(),
        table);
  }
}
