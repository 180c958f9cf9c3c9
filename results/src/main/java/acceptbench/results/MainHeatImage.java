package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/// Connect p99, strategy by backlog, as a PNG image: the stronger the colour, the longer.
final class MainHeatImage {
  /// As `--heat` in `style.css`, without its darkest, on which black figures can't be read.
  private static final Color[] COLORS = {
    new Color(0xe8f1fc), new Color(0xc3dcf8), new Color(0x9ec5f4), new Color(0x7fb2f0)
  };

  private static final int ROW_PIXELS = 30;

  private MainHeatImage() {}

  static byte[] png(Scenario scenario) throws IOException {
    List<String> backlogs = scenario.backlogs();
    List<String> strategies = scenario.strategies().reversed();
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(1000)
            .height(110 + ROW_PIXELS * strategies.size())
            .title("99 % of the clients had connected within …")
            .xAxisTitle("backlog")
            .build();
    List<Number[]> values = new ArrayList<>();
    for (int x = 0; x < backlogs.size(); x++) {
      for (int y = 0; y < strategies.size(); y++) {
        Optional<Cell> cell = scenario.cell(strategies.get(y), backlogs.get(x));
        if (cell.isPresent() && MainScenario.hasConnect(cell.get())) {
          values.add(new Number[] {x, y, cell.get().connect().percentile(99) / 1e3});
        }
      }
    }
    chart.addSeries("connect p99", backlogs, strategies, values);
    style(chart.getStyler());
    return ChartEncoder.getBytes(chart, "png");
  }

  private static void style(HeatMapStyler styler) {
    styler.setRangeColors(COLORS);
    styler.setShowValue(true);
    styler.setHeatMapValueDecimalPattern("#,##0 'ms'");
    // A name for each row: XChart spaces the categories of both axes by the hint of the first.
    styler.setXAxisTickMarkSpacingHint(ROW_PIXELS / 2);
    styler.setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setValueFontColor(Color.BLACK);
    styler.setLegendVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
  }
}
