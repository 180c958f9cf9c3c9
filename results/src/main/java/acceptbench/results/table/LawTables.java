package acceptbench.results.table;

import acceptbench.results.run.CheckedLaw;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Grid;
import java.util.List;
import java.util.stream.Stream;

/// The laws that were checked: a line for each, and every prediction with what came.
public final class LawTables {
  private LawTables() {}

  /// What each law says, and whether it held.
  public static Grid verdicts(List<CheckedLaw> laws) {
    return new Columns<CheckedLaw>()
        .text("law", CheckedLaw::name)
        .text("what it says", CheckedLaw::statement)
        .text("verdict", CheckedLaw::verdict)
        .text("note", CheckedLaw::note)
        .of(laws);
  }

  /// A row for each prediction.
  public static Grid readings(List<CheckedLaw> laws) {
    return new Columns<Read>()
        .text("law", Read::law)
        .text("case", read -> read.reading.what())
        .text("predicted", read -> read.reading.predicted())
        .text("measured", read -> read.reading.measured())
        .text("holds", read -> read.reading.holds() ? "yes" : "no")
        .of(laws.stream().flatMap(LawTables::read).toList());
  }

  private record Read(String law, CheckedLaw.Reading reading) {}

  private static Stream<Read> read(CheckedLaw law) {
    return law.readings().stream().map(reading -> new Read(law.name(), reading));
  }
}
