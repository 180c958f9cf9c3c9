package acceptbench.results.chart;

/// How finely a page draws, so that it stays small with many cells.
///
/// @param timePoints the most points of a series over time
public record Detail(int timePoints) {
  /// More points than the chart's width in pixels are of no use.
  private static final int MOST = 300;

  /// With fewer the rise and fall of a queue is no longer seen.
  private static final int LEAST = 40;

  /// Points of all series over time in a page together: about half a megabyte.
  private static final int OF_A_PAGE = 40_000;

  public static Detail forCells(int cells) {
    return new Detail(Math.clamp(OF_A_PAGE / Math.max(1, cells), LEAST, MOST));
  }
}
