package acceptbench.results.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// A table of finished texts; how wide, escaped or aligned is for the medium that shows it.
///
/// @param rows each as long as the headers
public record Grid(List<Column> columns, List<List<String>> rows) {
  /// A column.
  ///
  /// @param number whether it holds numbers, which stand to the right
  public record Column(String header, boolean number) {}

  public Grid {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// Whether a cell has that text in it.
  public boolean contains(String text) {
    return rows.stream().flatMap(List::stream).anyMatch(cell -> cell.contains(text));
  }

  /// A cell as a template sees it; the first of a row is its heading.
  public record Value(String text, boolean number, boolean heading) {}

  public List<List<Value>> body() {
    List<List<Value>> body = new ArrayList<>();
    for (List<String> row : rows) {
      List<Value> values = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        values.add(new Value(row.get(c), columns.get(c).number(), c == 0));
      }
      body.add(values);
    }
    return body;
  }

  public static Column text(String header) {
    return new Column(header, false);
  }

  public static Column number(String header) {
    return new Column(header, true);
  }

  /// For a terminal: columns padded with blanks.
  public String toText() {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      int widest =
          rows.stream().mapToInt(row -> OneLine.of(row.get(column)).length()).max().orElse(0);
      widths.add(Math.max(widest, columns.get(c).header().length()));
    }
    StringBuilder text = new StringBuilder();
    text.append(textRow(columns.stream().map(Column::header).toList(), widths));
    rows.forEach(row -> text.append(textRow(row, widths)));
    return text.toString();
  }

  private String textRow(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String value = OneLine.of(row.get(c));
      String padding = " ".repeat(widths.get(c) - value.length());
      line.append(c == 0 ? "" : "  ")
          .append(columns.get(c).number() ? padding + value : value + padding);
    }
    return line.toString().stripTrailing() + "\n";
  }

  /// GitHub's Markdown.
  public String toMarkdown() {
    String header = markdownRow(columns.stream().map(Column::header).toList());
    String rule =
        columns.stream().map(column -> column.number() ? "---:" : "---").collect(ROW) + "\n";
    return header + rule + rows.stream().map(Grid::markdownRow).collect(Collectors.joining());
  }

  private static final Collector<CharSequence, ?, String> ROW =
      Collectors.joining(" | ", "| ", " |");

  private static String markdownRow(List<String> row) {
    return row.stream().map(Markdown::escape).collect(ROW) + "\n";
  }
}
