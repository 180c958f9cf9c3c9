package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Run;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metrics that are NaN in the results: measured in no iteration, or not measurable there.
final class GapFinding {
  private static final int LISTED_CELLS = 3;

  private GapFinding() {}

  static List<Sentence> sentences(Run run) {
    Map<String, List<Cell>> gaps = new LinkedHashMap<>();
    for (Cell cell : run.cells()) {
      if (!cell.primary().isMeasured()) {
        gaps.computeIfAbsent("score", _ -> new ArrayList<>()).add(cell);
      }
      cell.secondary().forEach((name, metric) -> noteGap(gaps, cell, name, metric));
    }
    List<Sentence> sentences = new ArrayList<>();
    gaps.forEach((name, cells) -> sentences.add(sentence(name, cells, run.cells().size())));
    return sentences;
  }

  private static void noteGap(Map<String, List<Cell>> gaps, Cell cell, String name, Metric metric) {
    // JMH derives metrics such as `connect:p0.99` from `connect`: that is one gap, not eleven.
    boolean derived = Metric.isDerived(name);
    if (!metric.isMeasured() && !derived) {
      gaps.computeIfAbsent(name, _ -> new ArrayList<>()).add(cell);
    }
  }

  private static Sentence sentence(String name, List<Cell> cells, int all) {
    Sentence.Builder sentence = Sentence.ofName(name);
    if (cells.size() == all) {
      return sentence.words(" was not measured in any cell.").end();
    }
    sentence.words(" was not measured in ").number(Figures.count(cells.size()));
    sentence.words(" of ").number(Figures.count(all)).words(" cells: ");
    sentence.names(cells.stream().limit(LISTED_CELLS).map(GapFinding::label).toList());
    return sentence.words(cells.size() > LISTED_CELLS ? ", …" : ".").end();
  }

  private static String label(Cell cell) {
    return cell.isAcceptCell()
        ? cell.strategy() + " at backlog " + cell.backlog()
        : cell.benchmark();
  }
}
