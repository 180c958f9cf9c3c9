package acceptbench.cli;

import acceptbench.launch.Handover;
import java.io.IOException;
import java.io.PrintStream;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/// What `-h` and `--help` print: the suite's own options, then JMH's.
final class Help {
  private Help() {}

  static void print(Handover handover, CommandLineOptions options, PrintStream out)
      throws IOException {
    out.print(
        """
        Measures how a Linux server accepts connections, by accept strategy and listen() backlog.

        java -jar benchmarks.jar                         the standard comparison, then a table and a report
        java -jar benchmarks.jar --quick | --full        a one-minute look | everything
        java -jar benchmarks.jar [JMH options] [regexp]  any part of it
        java -jar benchmarks.jar COMMAND ...             %s

          --results DIR           keep the run in DIR (default: acceptbench-results/<UTC time>)
          --resume DIR            go on with the run in DIR, with the options it was started with
          --seed N                seed of the order of launches: the same N gives the same order
                                  (default: drawn)
          --share I/N             measure the I-th of N shares of the plan's rounds, each on a machine of
                                  its own; `report DIR...` takes them together
          --precision 5%%          add rounds until half the interval of each ranked figure is at most
                                  5 %% of its median; 30 rounds at most
          --fail-on 'FIGURE>BOUND'  exit with 1 and a line for each cell of which that is so, or not known:
                                  'ListenOverflows>0', 'connect.p99>50ms'; may be given several times
          --connections           keep a row for each connection: connections/*.csv.gz in the run's folder
          --network private|host  a network namespace of its own (default), or the stack it is started in
          --dry-run               only say which cells would be measured, and about how long that takes
          --help, --version

        Exit codes: 0 all cells measured, 1 some failed (the others are kept) or met a --fail-on,
        2 wrong usage, 69 the machine lacks something, 130 or 143 interrupted (what was measured is
        kept).

        JMH's own options:
        """
            .formatted(String.join(", ", Subcommands.all(handover).names())));
    out.flush();
    options.showHelp();
  }
}
