package acceptbench.cli.laws;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.law.LawResult;
import acceptbench.kernel.law.Reading;
import acceptbench.launch.Handover;
import acceptbench.linux.socket.IpAddress;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Prints laws for a person: verdict and sentence, then each case with what was predicted and
/// measured.
final class LawsTable implements LawsOutput {
  private final PrintWriter out;
  private final Map<LawResult.Verdict, Integer> counts = new EnumMap<>(LawResult.Verdict.class);
  private long millis;

  LawsTable(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(KernelVersion kernel, Handover.Network network, String address, int laws) {
    out.printf(
        "Linux %s, %s network, %s%d %s%n",
        kernel,
        network.label(),
        IpAddress.parse(address).equals(IpAddress.LOOPBACK) ? "" : "servers at " + address + ", ",
        laws,
        laws == 1 ? "law" : "laws");
    out.flush();
  }

  @Override
  public void law(LawResult result) {
    counts.merge(result.verdict(), 1, Integer::sum);
    millis += result.millis();
    out.printf("%n%-8s  %s%n", LawsOutput.label(result.verdict()), result.law());
    out.printf("          %s%n", result.statement());
    for (Reading reading : result.readings()) {
      out.printf("          * %s%s%n", reading.what(), reading.holds() ? "" : "   <- DIFFERS");
      out.printf("            predicted  %s%n", reading.predicted());
      out.printf("            measured   %s%n", reading.measured());
    }
    if (!result.note().isEmpty()) out.printf("          %s%n", result.note());
    out.flush();
  }

  @Override
  public void end() {
    out.printf(
        Locale.ROOT,
        "%n%d %s, %d %s, %d left out; %.1f s%n",
        count(LawResult.Verdict.HOLDS),
        count(LawResult.Verdict.HOLDS) == 1 ? "holds" : "hold",
        count(LawResult.Verdict.DIFFERS),
        count(LawResult.Verdict.DIFFERS) == 1 ? "differs" : "differ",
        count(LawResult.Verdict.LEFT_OUT),
        millis / 1000.0);
    out.flush();
  }

  private int count(LawResult.Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }
}
