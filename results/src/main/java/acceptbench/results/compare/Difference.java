package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.statistics.Blocks;
import acceptbench.results.statistics.ExactRankTest;
import acceptbench.results.statistics.Groups;
import acceptbench.results.statistics.Shift;
import acceptbench.results.text.Figures;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;

/// One figure of one cell in two runs.
///
/// @param metric its name, such as `connect p99`
/// @param base the base's median over forks, each of which stands for the median of its iterations;
///     NaN when it was not measured
/// @param candidate the same of the new run
/// @param baseText the same, written with its unit
/// @param candidateText the same, written with its unit
/// @param baseGroups where the base's forks fall into two groups, which `baseText` then shows
/// @param candidateGroups the same of the new run
/// @param baseForks how many forks of the base measured it
/// @param candidateForks how many of the new run did
/// @param change Hodges–Lehmann estimate of the difference as a share of the base; infinite where
///     the base is 0
/// @param low lower end of its 95 % confidence interval; NaN where the forks are too few for one
/// @param high upper end of it
/// @param p of the two-sided Mann–Whitney test on forks; NaN when it was not made
/// @param machines the forks of both that are tested against each other
/// @param corrected that p after Holm's correction for all figures that are judged; NaN when this
///     one is not
/// @param reason why the verdict is what it is, where the numbers don't say it; may be empty
public record Difference(
    CellKey cell,
    String metric,
    double base,
    double candidate,
    String baseText,
    String candidateText,
    Optional<Groups> baseGroups,
    Optional<Groups> candidateGroups,
    int baseForks,
    int candidateForks,
    double change,
    double low,
    double high,
    double p,
    Blocks machines,
    double corrected,
    Verdict verdict,
    String reason) {
  /// One figure of two cells of the same name, measured and not yet judged: its verdict is where it
  /// has moved to, its reason what keeps it from being compared.
  ///
  /// @param along the parameter in which they differ; empty where they have the same
  static Difference between(
      CellKey key, Cell base, Cell candidate, Yardstick yardstick, String along) {
    double[] before = yardstick.forks(base);
    double[] after = yardstick.forks(candidate);
    double from = median(before);
    double to = median(after);
    Blocks machines = yardstick.machines(base, candidate, along);
    boolean measured = !machines.blocks().isEmpty();
    Shift shift =
        measured ? Shift.between(machines) : new Shift(Double.NaN, Double.NaN, Double.NaN);
    Verdict direction =
        shift.estimate() == 0 || !measured
            ? Verdict.NO_DIFFERENCE
            : yardstick.direction().verdict(shift.estimate() < 0);
    return new Difference(
        key,
        yardstick.name(),
        from,
        to,
        text(before, yardstick),
        text(after, yardstick),
        Groups.among(before),
        Groups.among(after),
        before.length,
        after.length,
        share(shift.estimate(), from),
        share(shift.low(), from),
        share(shift.high(), from),
        measured && !allTheSame(before, after) ? ExactRankTest.p(machines) : Double.NaN,
        machines,
        Double.NaN,
        direction,
        CellObstacle.between(base, candidate, yardstick, along));
  }

  private static double median(double[] values) {
    return Median.withDefaults().evaluate(values);
  }

  /// The median; both groups' where the forks fall into two, as the median may be a value that none
  /// had.
  private static String text(double[] forks, Yardstick yardstick) {
    return Groups.among(forks)
        .map(groups -> groups.text(yardstick.format()))
        .orElseGet(() -> yardstick.format().apply(median(forks)));
  }

  private static boolean allTheSame(double[] before, double[] after) {
    return DoubleStream.concat(Arrays.stream(before), Arrays.stream(after)).distinct().count() == 1;
  }

  private static double share(double shift, double base) {
    return shift == 0 ? 0 : shift / Math.abs(base);
  }

  /// `+12.3 %`, or `from 0` where the base was nothing.
  public String changeText() {
    return signed(change);
  }

  /// `+8.1 % … +16.0 %`.
  public String intervalText() {
    return Double.isNaN(low) ? "" : signed(low) + " … " + signed(high);
  }

  public String pText() {
    return Double.isNaN(corrected)
        ? ""
        : corrected < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", corrected);
  }

  /// The reason for a figure that has moved and has too few forks to be judged.
  String tooFewForks() {
    return "too few forks (%d, then %d)".formatted(baseForks, candidateForks);
  }

  /// The smallest p that this many forks can give, however far apart they are.
  double smallestP() {
    return ExactRankTest.smallestP(machines);
  }

  /// Whether that is why it was not judged.
  public boolean lacksForks() {
    return reason.equals(tooFewForks());
  }

  private static String signed(double share) {
    if (Double.isNaN(share)) {
      return "";
    }
    if (Double.isInfinite(share)) {
      return share > 0 ? "up from 0" : "below 0";
    }
    String sign = share > 0 ? "+" : share < 0 ? "−" : "";
    return sign + Figures.significant(Math.abs(share) * 100) + " %";
  }

  Difference with(double correctedP, Verdict newVerdict, String newReason) {
    return new Difference(
        cell,
        metric,
        base,
        candidate,
        baseText,
        candidateText,
        baseGroups,
        candidateGroups,
        baseForks,
        candidateForks,
        change,
        low,
        high,
        p,
        machines,
        correctedP,
        newVerdict,
        newReason);
  }
}
