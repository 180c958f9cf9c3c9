package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.finding.Finding;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.table.CellMarks;
import acceptbench.results.table.LawTables;
import acceptbench.results.table.MainTable;
import acceptbench.results.table.OfferedRate;
import acceptbench.results.table.RankTables;
import acceptbench.results.table.ReferenceTable;
import acceptbench.results.text.Grid;
import acceptbench.results.text.Markdown;
import com.samskivert.mustache.Mustache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a report's templates show, and how they are filled.
///
/// @param blocks one for each scenario
/// @param facts the environment as rows of label and value
record Page(
    String title, String subtitle, Run run, List<Block> blocks, Finding notMeasured, Grid facts) {
  /// A scenario with all that is shown of it.
  ///
  /// @param folded whether it is shown only when the reader opens it
  /// @param main a row for each strategy, where that says something
  /// @param constants the parameters that all of its cells share
  record Block(
      String id,
      String title,
      boolean folded,
      Scenario scenario,
      List<Finding> findings,
      Optional<MainTable> main,
      List<RankTables.Titled> ranks,
      Grid table,
      ConstantParameters constants,
      List<Chart> charts) {
    /// The longer table is folded if the main one says the same in short.
    private static final int LONGEST_UNFOLDED = 30;

    boolean hasMain() {
      return main.isPresent();
    }

    Grid mainTable() {
      return main.orElseThrow().grid();
    }

    String orderNote() {
      return main.orElseThrow().orderNote();
    }

    boolean hasRate() {
      return OfferedRate.of(scenario).isKnown();
    }

    /// How fast connections came, and how fast they were meant to.
    String rate() {
      return OfferedRate.of(scenario).inFull();
    }

    /// The same for the head of a table.
    String rateInShort() {
      return OfferedRate.of(scenario).inShort();
    }

    boolean hasRanks() {
      return !ranks.isEmpty();
    }

    /// What stands above the tables of ranks.
    String ranksNote() {
      return "Rank, median over launches, and an interval that holds the median of all possible"
          + " launches with 95 % confidence (with fewer than 6 launches: their range). Who"
          + " can't be told apart shares a rank: a rank is 1 + the number of those who are"
          + " better by an exact rank sum test of the launches, corrected (Holm) for all"
          + " pairs of a column, so that the chance of any false difference in it is at most"
          + " 5 %. No rank: too few launches. Rows are in the order of the plan.";
    }

    boolean tableFolded() {
      return hasMain() && table.rows().size() > LONGEST_UNFOLDED;
    }

    /// What the marks in its tables mean.
    List<String> legend() {
      List<Grid> tables = new ArrayList<>(List.of(table));
      main.ifPresent(one -> tables.add(one.grid()));
      ranks.forEach(one -> tables.add(one.grid()));
      return CellMarks.legend(tables);
    }

    boolean hasLegend() {
      return !legend().isEmpty();
    }

    boolean hasConstants() {
      return constants.hasTold() || constants.hasUsual();
    }
  }

  boolean manyBlocks() {
    return blocks.size() > 1;
  }

  boolean hasWarnings() {
    return !run.environment().warnings().isEmpty();
  }

  boolean hasLaws() {
    return !run.laws().isEmpty();
  }

  Grid lawVerdicts() {
    return LawTables.verdicts(run.laws());
  }

  Grid lawReadings() {
    return LawTables.readings(run.laws());
  }

  boolean hasReference() {
    return !run.reference().rows().isEmpty();
  }

  Grid referenceTable() {
    return ReferenceTable.of(run.reference());
  }

  boolean hasGaps() {
    return !notMeasured.sentences().isEmpty();
  }

  String toHtml() {
    List<Chart> charts = blocks.stream().flatMap(block -> block.charts().stream()).toList();
    return Html.page("report", Map.of("page", this, "title", title, "subtitle", subtitle), charts);
  }

  String toMarkdown() {
    return Mustache.compiler()
        .withEscaper(Markdown::escape)
        .defaultValue("")
        .compile(Resources.text("report.md.mustache"))
        .execute(Map.of("page", this));
  }
}
