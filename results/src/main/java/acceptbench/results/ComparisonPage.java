package acceptbench.results;

import acceptbench.results.compare.CellKey;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A comparison as the templates see it.
record ComparisonPage(Comparison comparison) {
  private static final int FEW = 30;

  /// One line of a table.
  ///
  /// @param span of how many rows of its cell it is the first; 0 where it is not
  record Row(Difference difference, String label, int span) {
    boolean leads() {
      return span > 0;
    }

    String metric() {
      return difference.metric();
    }

    String baseText() {
      return difference.baseText();
    }

    String candidateText() {
      return difference.candidateText();
    }

    String changeText() {
      return difference.changeText();
    }

    String intervalText() {
      return difference.intervalText();
    }

    String pText() {
      return difference.pText();
    }

    String words() {
      return difference.verdict().words();
    }

    String reason() {
      return difference.reason();
    }

    boolean explained() {
      return !difference.reason().isEmpty();
    }

    /// A class of the style sheet, after a blank.
    String style() {
      return switch (difference.verdict()) {
        case BETTER -> " better";
        case WORSE -> " worse";
        case DIFFERENT, NO_DIFFERENCE, NOT_COMPARABLE -> "";
      };
    }
  }

  /// Rows under the name that the table's template looks for.
  record Rows(List<Row> rows) {}

  /// How often a verdict was given.
  record Count(String number, String words) {}

  String title() {
    return isOfRuns()
        ? comparison.candidate().name() + " (new) against " + comparison.base().name() + " (base)"
        : "%s: %s against %s"
            .formatted(comparison.along(), comparison.candidate().name(), comparison.base().name());
  }

  private boolean isOfRuns() {
    return comparison.along().isEmpty();
  }

  /// What stands above the figures of the one side.
  String baseHeader() {
    return isOfRuns() ? "base" : comparison.base().name();
  }

  /// What stands above the figures of the other.
  String candidateHeader() {
    return isOfRuns() ? "new" : comparison.candidate().name();
  }

  List<String> barriers() {
    return comparison.barriers();
  }

  boolean barred() {
    return !barriers().isEmpty();
  }

  List<String> notes() {
    return comparison.notes();
  }

  boolean noted() {
    return !notes().isEmpty();
  }

  List<String> unmatched() {
    return comparison.unmatched();
  }

  boolean hasUnmatched() {
    return !unmatched().isEmpty();
  }

  List<Count> counts() {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict != Verdict.DIFFERENT || comparison.count(verdict) > 0)
        .map(verdict -> new Count(Long.toString(comparison.count(verdict)), verdict.words()))
        .toList();
  }

  String method() {
    return "Each fork (JVM launch) is one value, the median of its iterations; the table shows"
        + " medians over forks, or the two groups into which they fall. The difference is the"
        + " Hodges–Lehmann estimate (the middle of all differences between a fork of one side and"
        + " one of the other, which need not be that of the medians), as a share of the "
        + (isOfRuns() ? "base's" : baseHeader() + "'s")
        + " median; the test is Wilcoxon's rank sum test, exact, corrected after Holm for the "
        + Figures.count(comparison.tested())
        + " figures tested: of "
        + Figures.count(Math.rint(1 / comparison.options().falseAlarms()))
        + (isOfRuns() ? " comparisons" : " such sets of comparisons")
        + " of a thing with itself at most one would call anything better or worse."
        + " Differences below "
        + Figures.percent(comparison.options().smallest())
        + " are not called.";
  }

  Rows all() {
    return rows(comparison.differences());
  }

  Rows changes() {
    return rows(comparison.changes());
  }

  /// The rows of a cell follow each other and share its name.
  private Rows rows(List<Difference> differences) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      CellKey cell = differences.get(i).cell();
      boolean leads = i == 0 || !cell.equals(differences.get(i - 1).cell());
      int end = i + 1;
      while (leads && end < differences.size() && cell.equals(differences.get(end).cell())) {
        end++;
      }
      rows.add(new Row(differences.get(i), comparison.labels().of(cell), leads ? end - i : 0));
    }
    return new Rows(rows);
  }

  boolean differing() {
    return !changes().rows().isEmpty();
  }

  boolean few() {
    return comparison.differences().size() <= FEW;
  }
}
