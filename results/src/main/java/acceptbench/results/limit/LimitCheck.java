package acceptbench.results.limit;

import acceptbench.results.compare.CellLabels;
import acceptbench.results.run.Run;
import java.util.List;

/// Which cells of a run do not keep to its limits.
public final class LimitCheck {
  private LimitCheck() {}

  /// A line for each cell and limit, `epoll, backlog 128: ListenOverflows is 488
  /// (ListenOverflows>0)`; none where all keep to all.
  public static List<String> broken(Run run, List<Limit> limits) {
    CellLabels labels = CellLabels.of(run);
    return run.cells().stream()
        .flatMap(
            cell ->
                limits.stream()
                    .flatMap(
                        limit ->
                            limit.brokenBy(cell).stream()
                                .map(
                                    why ->
                                        "%s: %s (%s)"
                                            .formatted(labels.of(cell), why, limit.text()))))
        .toList();
  }
}
