package acceptbench.results.run;

import java.util.List;

/// A law of the accept queue that was checked on the machine of the run.
///
/// @param verdict in the words of the check, such as `holds`
/// @param note what it added; may be empty
public record CheckedLaw(
    String name, String statement, String verdict, String note, List<Reading> readings) {
  /// One case of it: what was predicted, and what came.
  public record Reading(String what, String predicted, String measured, boolean holds) {}

  public CheckedLaw {
    readings = List.copyOf(readings);
  }
}
