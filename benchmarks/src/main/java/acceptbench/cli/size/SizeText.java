package acceptbench.cli.size;

import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.sizing.Demand;
import acceptbench.sizing.Pauses;
import acceptbench.sizing.ServerSetting;
import acceptbench.sizing.Sizing;
import acceptbench.sizing.Span;
import acceptbench.sizing.trial.BacklogCheck;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Prints the answer for a person: the number, four lines of why, and where to set it.
final class SizeText implements SizeOutput {
  /// A pause that took this many times what was asked for: the machine had no CPU for it.
  private static final double LATE = 1.1;

  private final PrintWriter out;

  SizeText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void sizing(Sizing sizing, Optional<Pauses> recorded, OptionalInt somaxconn) {
    SizeReasons reasons = new SizeReasons(sizing);
    out.printf("%s%n%n", reasons.headline());
    recorded.ifPresent(pauses -> line("pauses", told(pauses)));
    line("lower bound", reasons.lowerBound());
    line("next pause", reasons.nextPause());
    line("listeners", reasons.listeners());
    line("upper bound", reasons.upperBound());
    if (sizing.verdict() != Sizing.Verdict.ENOUGH) {
      line("what helps", reasons.help());
      return;
    }
    int backlog = sizing.backlog().orElseThrow();
    out.printf("%nto set it%n");
    line("somaxconn", somaxconn(backlog, somaxconn));
    out.print(settings(backlog).indent(2));
    out.printf("%nto see it%n");
    out.printf(
        "  ss -ltn 'sport = :PORT'               Send-Q is the backlog in force, %d; Recv-Q is what"
            + " waits%n",
        backlog);
    out.printf("  nstat -az TcpExtListenOverflows       grows where a queue was full%n");
    out.flush();
  }

  private static String settings(int backlog) {
    return new Grid(
            List.of(Grid.text("server"), Grid.text("write"), Grid.text("asks for, unless set")),
            Arrays.stream(ServerSetting.values())
                .map(set -> List.of(set.server(), set.line(backlog), set.usual()))
                .toList())
        .toText();
  }

  private void line(String name, String text) {
    out.printf("  %-12s  %s%n", name, text);
  }

  private static String told(Pauses pauses) {
    return "%s were recorded: half of them up to %s, 99 of 100 up to %s; the longest, %s, is sized for"
        .formatted(
            Figures.count((double) pauses.count()),
            Figures.micros(pauses.median() / 1e3),
            Figures.micros(pauses.percentile99() / 1e3),
            span(pauses.longest()));
  }

  private static String span(long nanos) {
    return nanos == 0 ? "1 ns" : new Span(nanos).toString();
  }

  private static String somaxconn(int backlog, OptionalInt here) {
    if (here.isEmpty())
      return "not known here: sysctl net.core.somaxconn has to say %d or more, as it cuts a backlog without a word"
          .formatted(backlog);
    return here.getAsInt() >= backlog
        ? "%d here: that is enough".formatted(here.getAsInt())
        : "%d here, which cuts %d to %1$d without a word: sysctl -w net.core.somaxconn=%2$d, then restart the server"
            .formatted(here.getAsInt(), backlog);
  }

  @Override
  public void check(AcceptStrategy strategy, Sizing sizing, BacklogCheck check) {
    Demand demand = sizing.demand();
    int backlog = sizing.backlog().orElseThrow();
    int pauses = check.needed().size();
    out.printf(
        "%nmeasured with %s on this kernel, in %d pauses of %s at %s/s (seed %d)%n",
        strategy, pauses, demand.pause(), Figures.count(demand.ratePerSecond()), check.seed());
    line(
        "waiting",
        "%s on average at the end of a pause%s; predicted %s"
            .formatted(
                Figures.count(check.meanPeak()),
                demand.listeners() > 1 ? ", in the deepest queue" : "",
                Figures.count(demand.meanWaiting())
                    + (demand.listeners() > 1 ? " in each, and more in the deepest" : "")));
    line(
        "needed",
        "a backlog of %d in the median pause, %d in the worst; predicted: %d is enough in all but %s"
            .formatted(
                check.medianNeeded(),
                check.mostNeeded(),
                backlog,
                SizeReasons.share(demand.risk())));
    line(
        "known by",
        check.exact()
            ? "both ends of each connection, exactly"
            : "what the kernel said right before the server went on (inet_diag); %s doesn't say when it accepts"
                .formatted(strategy));
    line(
        "backlog %d".formatted(backlog),
        check.overflowed() == 0
            ? "overflows seen: no, in the same %d pauses".formatted(pauses)
            : "overflows seen: yes, in %d of the same %d pauses"
                .formatted(check.overflowed(), pauses));
    if ((double) check.longestNanos() > LATE * (double) demand.pause().nanos())
      line(
          "note",
          "something kept the client from running: a pause of %s lasted %s, with the same connections"
              .formatted(demand.pause(), span(check.longestNanos())));
  }

  @Override
  public void end() {
    out.flush();
  }
}
