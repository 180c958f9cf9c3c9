package acceptbench.cli.results;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.CompareReport;
import acceptbench.results.compare.CompareOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `compare BASE NEW [NEW…]`, or `compare RUN --by PARAMETER`: what differs, with a verdict
/// for each figure of each cell.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares runs with a base: cells matched by benchmark and parameters, an exact rank sum"
            + " test (Wilcoxon, Mann-Whitney) on forks, Holm's correction for all figures tested."
            + " Each fork (JVM launch) is one value, the median of its iterations, which have a JVM"
            + " in common: give both runs options such as -f 10 -i 1; or, since a machine changes"
            + " from minute to minute, make short runs of both in turn, and name those of a side"
            + " with commas: A1,A2,A3 B1,B2,B3 (so the shares of a plan too, --share). Within one"
            + " run --by compares the cells that differ in a parameter alone, such as strategy.")
public final class CompareCommand implements Callable<Integer> {
  private static final int WORSE = 1;
  private static final Pattern FAIL_ON = Pattern.compile("worse(?::(\\d{1,6}(?:\\.\\d{1,6})?)%)?");

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "a run's folder, or JMH JSON; several, with commas, are taken together")
  private @Nullable String base;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "NEW", description = "the runs to judge")
  private List<String> candidates = List.of();

  @Option(
      names = "--by",
      paramLabel = "PARAMETER",
      description = "compare within the one run: strategy, backlog or any other of its parameters")
  private @Nullable String by;

  @Option(
      names = "--base",
      paramLabel = "VALUE",
      description = "with --by: the value that the others are compared with (default: all pairs)")
  private @Nullable String baseValue;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "also write compare.md, compare.html and compare.json there")
  private @Nullable Path output;

  @Option(names = "--markdown", description = "print Markdown, for a pull request")
  private boolean markdown;

  @Option(names = "--json", description = "print JSON, for programs; with --by the ranks are in it")
  private boolean json;

  @Option(
      names = "--fail-on",
      paramLabel = "worse:5%",
      description =
          "exit code 1 if any figure is worse by more than that, 2 if none of a run can be judged")
  private @Nullable String failOn;

  @Option(
      names = "--across",
      split = ",",
      paramLabel = "FACT",
      description = "compare although this differs: kernel, cpu, network")
  private Set<String> across = Set.of();

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME",
      description = "figures to compare, by JMH's names, or score (default: the usual ones)")
  private Set<String> metrics = Set.of();

  @Option(
      names = "--false-alarms",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "chance of any false alarm in one comparison (default: ${DEFAULT-VALUE})")
  private double falseAlarms;

  @Option(
      names = "--smallest",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "the smallest difference that is called one (default: ${DEFAULT-VALUE})")
  private double smallest;

  @Override
  public Integer call() throws UserError {
    double limit = failOn == null ? Double.POSITIVE_INFINITY : limit(failOn);
    checkSides();
    CompareReport report = compared();
    System.out.print(json ? report.toJson() : markdown ? report.toMarkdown() : report.toText());
    if (failOn == null) return ExitCode.OK;
    if (report.isWorseBy(limit)) return WORSE;
    // A check that can't fail is worse than one that complains.
    String unjudged = report.unjudged();
    if (!unjudged.isEmpty()) throw UserError.usage("--fail-on: " + unjudged);
    return ExitCode.OK;
  }

  private void checkSides() throws UserError {
    if (json && markdown) throw UserError.usage("--json and --markdown: one of them");
    if (by == null) {
      if (baseValue != null) throw UserError.usage("--base needs --by PARAMETER");
      if (candidates.isEmpty())
        throw UserError.usage("compare needs a BASE and a NEW run, or one RUN and --by PARAMETER");
      return;
    }
    if (!candidates.isEmpty()) {
      throw UserError.usage(
          "--by compares within one RUN, and there are %d; with commas they are taken together"
              .formatted(candidates.size() + 1));
    }
    if (failOn != null && baseValue == null)
      throw UserError.usage("--fail-on needs --base VALUE with --by: worse than what?");
  }

  private CompareReport compared() throws UserError {
    if (base == null) throw UserError.usage("compare needs a BASE");
    List<Path> first = side(base);
    try {
      CompareOptions options = new CompareOptions(falseAlarms, smallest, across, metrics);
      return UnusableFiles.with(() -> compared(first, options));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }

  private CompareReport compared(List<Path> first, CompareOptions options)
      throws UserError, IOException {
    List<Path> base = together(first);
    List<List<Path>> others = new ArrayList<>();
    for (List<Path> side : sides()) others.add(together(side));
    CompareReport report =
        by == null
            ? CompareReport.of(base, others, options)
            : CompareReport.along(by, baseValue == null ? "" : baseValue, base, options);
    if (output != null) report.write(output);
    return report;
  }

  /// The shares of a plan as one run, in a folder that is gone with this command.
  private static List<Path> together(List<Path> side) throws UserError, IOException {
    Optional<PooledShares> shares = PooledShares.of(side);
    if (shares.isEmpty()) return side;
    Path folder = PooledShares.temporary(side.getFirst(), side.size());
    shares.get().write(folder);
    return List.of(folder);
  }

  private List<List<Path>> sides() {
    return candidates.stream().map(CompareCommand::side).toList();
  }

  /// Splits names at commas, unless there is a file with that whole name.
  private static List<Path> side(String names) {
    if (Files.exists(Path.of(names))) return List.of(Path.of(names));
    return Arrays.stream(names.split(",", -1)).map(Path::of).toList();
  }

  /// `worse` or `worse:5%`, as a share.
  private static double limit(String text) throws UserError {
    Matcher matcher = FAIL_ON.matcher(text);
    if (!matcher.matches()) {
      throw UserError.usage("--fail-on takes worse or worse:5%, not " + text);
    }
    return matcher.group(1) == null ? 0 : Double.parseDouble(matcher.group(1)) / 100;
  }
}
