package acceptbench.results;

/// What is made beside `report.md` and `report.html`.
///
/// @param csv whether `cells.csv`, all cells as CSV, is written too
/// @param image whether `chart.png`, the main chart, is written too
public record ReportOptions(boolean csv, boolean image) {
  public static final ReportOptions PAGES_ONLY = new ReportOptions(false, false);
}
