package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Precision;
import acceptbench.results.rank.Precision.Interval;
import acceptbench.results.run.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
  @TempDir private Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(7);

  private List<Interval> widerThan(double share) throws Exception {
    return Precision.widerThan(share, Run.readScores(drawn.writeTo(folder)).cells());
  }

  @Test
  void fiveLaunchesGiveNoIntervalOfTheUsualConfidence() throws Exception {
    drawn.cell("epoll", 128, 5, 1_000, 0);
    assertThat(widerThan(1))
        .extracting(Interval::toString)
        .containsExactly(
            "first byte p99 not known that well",
            "overflows not known that well",
            "ghosts not known that well");
  }

  /// Drawn with a standard deviation of a tenth, twelve launches give an interval of some ± 7 %.
  @Test
  void anIntervalIsComparedWithItsMedian() throws Exception {
    drawn.cell("epoll", 128, 12, 1_000, 0);
    assertThat(widerThan(0.25)).isEmpty();
    assertThat(widerThan(0.01))
        .singleElement()
        .satisfies(
            wide -> {
              assertThat(wide.figure()).isEqualTo(Figure.FIRST_BYTE_P99);
              assertThat(wide.share()).isBetween(0.01, 0.25);
              assertThat(wide.toString()).matches("first byte p99 ± \\d+(\\.\\d+)? %");
            });
  }

  @Test
  void aShareIsWrittenAsPeopleWriteIt() {
    assertThat(Precision.text(0.05)).isEqualTo("± 5 %");
    assertThat(Precision.text(0.123)).isEqualTo("± 12.3 %");
    assertThat(Precision.text(1.2)).isEqualTo("± 120 %");
  }

  /// Where something overflowed, connect latency is ranked as well.
  @Test
  void theWidestOfAllFiguresOfAllCellsIsTheFirst() throws Exception {
    drawn.cell("epoll", 128, 12, 1_000, 500);
    drawn.cell("netty-epoll", 128, 12, 1_000, 0);
    List<Interval> wide = widerThan(0.001);
    assertThat(wide)
        .extracting(Interval::share)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(wide)
        .extracting(each -> each.cell().strategy() + " " + each.figure())
        .containsExactlyInAnyOrder(
            "epoll CONNECT_P99",
            "epoll FIRST_BYTE_P99",
            "epoll OVERFLOWS",
            "netty-epoll FIRST_BYTE_P99");
  }
}
