package acceptbench.results;

import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.ParameterComparison;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Grid;
import acceptbench.results.text.Markdown;
import acceptbench.results.text.OneLine;
import java.util.List;
import java.util.stream.Collectors;

/// A comparison in Markdown or as plain text: what makes it doubtful first, then what differs, then
/// (in Markdown) all figures, folded, or (as text) those that could not be judged.
final class ComparisonText {
  private static final int SCREENFUL = 100;

  private ComparisonText() {}

  /// What holds for all comparisons along a parameter.
  static void appendHead(StringBuilder text, ParameterComparison along, boolean markdown) {
    String title = along.run().name() + " along " + along.parameter();
    text.append(markdown ? "# " : "").append(shown(title, markdown)).append("\n\n");
    list(text, "To keep in mind:", along.notes(), markdown);
  }

  static void append(StringBuilder text, Comparison comparison, boolean markdown) {
    ComparisonPage page = new ComparisonPage(comparison);
    text.append(text.isEmpty() || text.toString().endsWith("\n\n") ? "" : "\n");
    text.append(markdown ? "## " : "").append(shown(page.title(), markdown)).append("\n\n");
    list(text, "Not comparable, because the runs differ in:", page.barriers(), markdown);
    list(text, "To keep in mind:", page.notes(), markdown);
    list(text, "Cells without a counterpart:", page.unmatched(), markdown);
    String counts =
        page.counts().stream()
            .map(
                count ->
                    (markdown ? "**" + count.number() + "**" : count.number())
                        + " "
                        + count.words())
            .collect(Collectors.joining(", "));
    text.append(counts).append("\n\n");
    List<Difference> changes = comparison.changes();
    if (!changes.isEmpty()) {
      text.append(table(comparison, changes, markdown)).append('\n');
    }
    if (markdown) {
      text.append("<details><summary>All figures of all cells</summary>\n\n");
      text.append(table(comparison, comparison.differences(), true)).append("\n</details>\n\n");
      text.append(page.method()).append('\n');
    } else {
      unjudged(text, comparison);
    }
  }

  /// Figures that moved, but may have moved by chance, are shown too: readers came to see them.
  private static void unjudged(StringBuilder text, Comparison comparison) {
    List<Difference> lacking =
        comparison.differences().stream().filter(Difference::lacksForks).toList();
    if (lacking.isEmpty()) {
      return;
    }
    text.append("Measured, but with too few forks to judge:\n\n");
    text.append(table(comparison, lacking.stream().limit(SCREENFUL).toList(), false));
    if (lacking.size() > SCREENFUL) {
      text.append("… and %d more: --output DIR writes all\n".formatted(lacking.size() - SCREENFUL));
    }
    text.append('\n');
  }

  private static String table(
      Comparison comparison, List<Difference> differences, boolean markdown) {
    ComparisonPage page = new ComparisonPage(comparison);
    Grid grid =
        new Columns<Difference>()
            .text("cell", difference -> comparison.labels().of(difference.cell()))
            .text("figure", Difference::metric)
            .number(page.baseHeader(), Difference::baseText)
            .number(page.candidateHeader(), Difference::candidateText)
            .number("difference", Difference::changeText)
            .number("95 % interval", Difference::intervalText)
            .number("p, corrected", Difference::pText)
            .text("verdict", ComparisonText::verdict)
            .of(differences);
    return markdown ? grid.toMarkdown() : grid.toText();
  }

  private static String verdict(Difference difference) {
    String reason = difference.reason();
    return difference.verdict().words() + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String shown(String text, boolean markdown) {
    return markdown ? Markdown.escape(text) : OneLine.of(text);
  }

  private static void list(
      StringBuilder text, String heading, List<String> lines, boolean markdown) {
    if (lines.isEmpty()) {
      return;
    }
    text.append(heading).append(markdown ? "\n\n" : "\n");
    lines.forEach(line -> text.append("- ").append(shown(line, markdown)).append('\n'));
    text.append('\n');
  }
}
