package acceptbench.results.compare;

import acceptbench.results.text.Figures;
import java.util.Locale;

/// One figure of one cell in two runs.
///
/// @param metric its name, such as `connect p99`
/// @param base the base's median over iterations, as a number; NaN when it was not measured
/// @param candidate the same of the new run
/// @param baseText the same, written with its unit
/// @param candidateText the same, written with its unit
/// @param change Hodges–Lehmann estimate of the difference as a share of the base; infinite where
///     the base is 0
/// @param low lower end of its 95 % confidence interval
/// @param high upper end of it
/// @param p of the two-sided Mann–Whitney test on iterations; NaN when it was not made
/// @param corrected that p after Holm's correction for all tests of the comparison
/// @param reason why the verdict is what it is, where the numbers don't say it; may be empty
public record Difference(
    CellKey cell,
    String metric,
    double base,
    double candidate,
    String baseText,
    String candidateText,
    double change,
    double low,
    double high,
    double p,
    double corrected,
    Verdict verdict,
    String reason) {

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
        change,
        low,
        high,
        p,
        correctedP,
        newVerdict,
        newReason);
  }
}
