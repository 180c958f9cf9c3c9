package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleUp;

/// The main chart as a PNG image, for a README: connect p99 against backlog, of the main scenario;
/// lines for a few strategies, a heat map for many.
final class MainChartImage {
  /// The page's colours on white (`style.css`), in the same order.
  private static final List<Color> COLORS =
      List.of(
          new Color(0x2a78d6),
          new Color(0xeb6834),
          new Color(0x1baf7a),
          new Color(0x4a3aa7),
          new Color(0xe87ba4),
          new Color(0x008300),
          new Color(0xeda100),
          new Color(0xe34948));

  private static final List<Marker> MARKERS =
      List.of(new Circle(), new Square(), new TriangleUp(), new Diamond());

  private static final Color SOFT = new Color(0x52514e);
  private static final Color LINE = new Color(0xe3e2dc);

  private MainChartImage() {}

  /// The image; nothing where no cell has a connect latency.
  static Optional<byte[]> of(Run run) throws IOException {
    Optional<Scenario> main = MainScenario.of(run);
    if (main.isEmpty()) {
      return Optional.empty();
    }
    // Nobody can hover over an image, so it may not have more lines than there are colours.
    boolean asLines = main.get().strategies().size() <= COLORS.size();
    return Optional.of(asLines ? png(main.get(), run.strategies()) : MainHeatImage.png(main.get()));
  }

  private static byte[] png(Scenario scenario, List<String> strategies) throws IOException {
    List<String> backlogs = scenario.backlogs();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(560)
            .title("99 % of the clients had connected within …")
            .xAxisTitle("backlog")
            .build();
    style(chart);
    for (String strategy : scenario.strategies()) {
      addSeries(chart, scenario.of(strategy), backlogs, strategies.indexOf(strategy));
    }
    return ChartEncoder.getBytes(chart, "png");
  }

  private static void addSeries(
      CategoryChart chart, List<Cell> cells, List<String> backlogs, int index) {
    List<@Nullable Double> values = new ArrayList<>(Collections.nCopies(backlogs.size(), null));
    for (Cell cell : cells) {
      if (MainScenario.hasConnect(cell)) {
        values.set(backlogs.indexOf(cell.backlog()), cell.connect().percentile(99));
      }
    }
    if (values.stream().allMatch(Objects::isNull)) {
      return;
    }
    Color color = COLORS.get(index % COLORS.size());
    CategorySeries series = chart.addSeries(cells.getFirst().strategy(), backlogs, values);
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setMarker(MARKERS.get(index % MARKERS.size()));
    float[] dash = index < COLORS.size() ? null : new float[] {8, 5};
    series.setLineStyle(
        new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dash, 0));
  }

  private static void style(CategoryChart chart) {
    var styler = chart.getStyler();
    styler.setYAxisLogarithmic(true);
    styler.setYAxisLogarithmicDecadeOnly(true);
    styler.setYAxisTickLabelsFormattingFunction(
        micros -> Figures.micros(micros).replaceFirst("\\.0+ ", " "));
    styler.setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(LINE);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickLabelsColor(SOFT);
    styler.setMarkerSize(9);
    styler.setOverlapped(true);
  }
}
