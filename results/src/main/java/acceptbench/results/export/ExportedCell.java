package acceptbench.results.export;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Environment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cell as others know it: a benchmark's short name, and the parameters that tell it apart.
///
/// @param cell whose strategy and backlog come first, then what is not at its default
record ExportedCell(Cell cell, Environment environment) {
  /// `BurstBenchmark.burst`.
  String benchmark() {
    String full = cell.benchmark();
    int method = full.lastIndexOf('.');
    return full.substring(full.lastIndexOf('.', method - 1) + 1);
  }

  Map<String, String> params() {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("strategy", cell.strategy());
    told.put("backlog", cell.backlog());
    cell.otherParams()
        .forEach(
            (name, value) -> {
              if (!environment.isDefault(cell.benchmark(), name, value)) told.put(name, value);
            });
    return told;
  }

  /// `BurstBenchmark.burst strategy=epoll backlog=128`.
  String name() {
    StringBuilder name = new StringBuilder(benchmark());
    params().forEach((param, value) -> name.append(' ').append(param).append('=').append(value));
    return name.toString();
  }

  /// The figures that it has, each with one value a launch, sorted.
  Map<ExportedFigure, double[]> sorted() {
    Map<ExportedFigure, double[]> figures = new EnumMap<>(ExportedFigure.class);
    for (ExportedFigure figure : ExportedFigure.values()) {
      double[] values = figure.sorted(cell);
      if (values.length > 0) figures.put(figure, values);
    }
    return figures;
  }

  /// What each launch measured; launches without any figure are left out.
  List<Map<ExportedFigure, Double>> launches() {
    List<Map<ExportedFigure, Double>> launches = new ArrayList<>();
    for (int i = 0; i < cell.launchCount(); i++) launches.add(launch(i));
    launches.removeIf(Map::isEmpty);
    return launches;
  }

  private Map<ExportedFigure, Double> launch(int number) {
    Map<ExportedFigure, Double> values = new EnumMap<>(ExportedFigure.class);
    for (ExportedFigure figure : ExportedFigure.values()) {
      List<Optional<Double>> all = figure.launches(cell);
      if (number < all.size()) all.get(number).ifPresent(value -> values.put(figure, value));
    }
    return values;
  }
}
