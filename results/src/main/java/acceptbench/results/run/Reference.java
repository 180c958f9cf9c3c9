package acceptbench.results.run;

import java.util.List;

/// The same work done by something else, measured beside the run in turn (`reference.json`, which
/// the scripts in `benchmarks/reference` write).
///
/// @param what the reference is, in a few words; empty where there is none
/// @param command that measured it
/// @param unit of both values
/// @param pairs how many measurements each median is of
public record Reference(String what, String command, String unit, String pairs, List<Row> rows) {
  static final Reference NONE = new Reference("", "", "", "", List.of());

  /// Medians over the pairs. The ratio is the median of the pairs' ratios, measured to reference.
  public record Row(String name, double reference, double measured, double ratio) {}

  public Reference {
    rows = List.copyOf(rows);
  }
}
