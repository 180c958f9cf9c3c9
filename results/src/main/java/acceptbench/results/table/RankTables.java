package acceptbench.results.table;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Ranks with ties: for each figure a row for each strategy and a column for each backlog, with
/// rank, median over launches, and the interval of that. Where launches fall into two groups, both
/// stand there.
public final class RankTables {
  private RankTables() {}

  /// A figure's table.
  public record Titled(String title, Grid grid) {}

  /// Those figures of a scenario that have several launches of several strategies.
  public static List<Titled> of(Scenario scenario) {
    if (!scenario.key().accept()) return List.of();
    return Figure.of(scenario.cells()).stream()
        .flatMap(figure -> table(scenario, figure).stream())
        .toList();
  }

  private static Optional<Titled> table(Scenario scenario, Figure figure) {
    Map<String, Map<String, Ranked>> places = new LinkedHashMap<>();
    for (String backlog : scenario.backlogs()) {
      List<Ranked> column = figure.rank(scenario, backlog).places();
      if (says(figure, scenario, backlog, column))
        places.put(
            backlog, column.stream().collect(Collectors.toMap(Ranked::name, Function.identity())));
    }
    if (places.isEmpty()) return Optional.empty();
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    places.keySet().forEach(backlog -> columns.add(Grid.text("backlog " + backlog)));
    List<List<String>> rows = new ArrayList<>();
    for (String strategy : scenario.strategies()) {
      List<String> row = new ArrayList<>(List.of(strategy));
      places.values().forEach(column -> row.add(text(figure, column.get(strategy))));
      rows.add(row);
    }
    OfferedRate rate = OfferedRate.of(scenario);
    String title = figure.label() + (rate.isKnown() ? ", " + rate.inShort() : "");
    return Optional.of(new Titled(title, new Grid(columns, rows)));
  }

  /// Whether there is something to rank: several launches of several strategies, which are not all
  /// 0.
  private static boolean says(
      Figure figure, Scenario scenario, String backlog, List<Ranked> column) {
    return Figure.of(scenario.at(backlog)).contains(figure)
        && column.stream().filter(place -> place.launches() > 1).count() > 1
        && column.stream().anyMatch(place -> place.spread().high() > 0);
  }

  /// `2: 51.0 ms (49.0 ms … 53.1 ms)`, or `2: 4 × 50.5 ms, 1 × 1.05 s`.
  private static String text(Figure figure, @Nullable Ranked place) {
    if (place == null || place.launches() == 0) return Figures.NOT_MEASURED;
    String rank = place.rank() == 0 ? "" : place.rank() + ": ";
    String median = place.typical(figure::text);
    if (place.groups().isPresent()) return rank + median;
    String low = figure.text(place.spread().low());
    String high = figure.text(place.spread().high());
    return rank + (low.equals(high) ? median : "%s (%s … %s)".formatted(median, low, high));
  }
}
