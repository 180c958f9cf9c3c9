package acceptbench.results.chart;

import acceptbench.results.run.Environment;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a client's kernel sends a lost SYN again, in seconds after the first.
public final class RetrySteps {
  /// Measured with `tcp_syn_linear_timeouts` = 4, the default since Linux 6.5.
  private static final List<Double> LINEAR = List.of(1.03, 2.06, 3.09, 4.11, 5.14, 7.14, 11.36);
  /// Before 6.5 the interval doubled from the start (tcp_retransmit_timer in net/ipv4/tcp_timer.c).
  private static final List<Double> DOUBLING = List.of(1.0, 3.0, 7.0, 15.0);

  private static final Pattern RELEASE = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4}).*");

  private RetrySteps() {}

  /// The steps of the kernel the run was made on; of a recent one when that is not known.
  public static List<Chart.Mark> of(Environment environment) {
    boolean linear = isLinear(environment);
    List<Chart.Mark> marks = new ArrayList<>();
    List<Double> seconds = linear ? LINEAR : DOUBLING;
    for (int i = 0; i < seconds.size(); i++) {
      marks.add(
          new Chart.Mark(
              seconds.get(i) * 1e6,
              "SYN " + (i + 2) + ": " + Figures.micros(seconds.get(i) * 1e6)));
    }
    return marks;
  }

  private static boolean isLinear(Environment environment) {
    String timeouts = environment.fact("kernel.sysctls.net.ipv4.tcp_syn_linear_timeouts");
    if (!timeouts.isEmpty()) {
      return !timeouts.equals("0");
    }
    Matcher release = RELEASE.matcher(environment.fact("kernel.release"));
    if (!release.matches()) {
      return true;
    }
    int major = Integer.parseInt(release.group(1));
    return major > 6 || (major == 6 && Integer.parseInt(release.group(2)) >= 5);
  }
}
