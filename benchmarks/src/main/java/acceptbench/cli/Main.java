package acceptbench.cli;

import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.process.ParentWatch;
import acceptbench.machine.Versions;
import acceptbench.run.Driver;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.plan.ParameterMeanings;
import acceptbench.run.plan.Strategies;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/// The driver's entry point, called by [acceptbench.launch.Launcher] with a [Handover] as its
/// arguments.
public final class Main {
  /// Commands that only read files run on other systems too.
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private Main() {}

  public static void main(String... arguments) {
    StandardOutput output = StandardOutput.install();
    int code = run(Handover.parse(arguments));
    if (LINUX) ParentWatch.end();
    System.exit(output.trouble().isPresent() ? lost(output.trouble().get(), code) : code);
  }

  /// Says that output was lost: a program that reads it would miss it.
  private static int lost(String trouble, int code) {
    System.err.println("acceptbench: can't write the output: " + trouble.toLowerCase(Locale.ROOT));
    return code == ExitCode.OK ? ExitCode.SOME_FAILED : code;
  }

  private static int run(Handover handover) {
    try {
      List<String> given = handover.arguments();
      Subcommands commands = Subcommands.all(handover);
      if (commands.has(given)) {
        if (LINUX) ParentWatch.start(handover.launcher(), () -> {});
        return commands.run(given);
      }
      CommandLine line = CommandLine.parse(given);
      if (!printed(handover, line)) {
        return new Driver(handover, line.request(), System.out, System.err).run();
      }
      return ExitCode.OK;
    } catch (UserError e) {
      System.err.println("acceptbench: " + e.getMessage());
      return e.exitCode();
    } catch (IOException e) {
      System.err.println("acceptbench: the run ends because of a file: " + e.getMessage());
      return ExitCode.SOME_FAILED;
    } catch (OutOfMemoryError e) {
      // A JVM also throws this if it can't start another thread. If that happens in a cell, only
      // the cell fails.
      System.err.println(
          "acceptbench: ran out of memory or threads (ulimit -u, ulimit -v): " + e.getMessage());
      return ExitCode.UNAVAILABLE;
    }
  }

  /// Handles the options that only print something, as JMH's own main class does.
  private static boolean printed(Handover handover, CommandLine line)
      throws UserError, IOException {
    if (line.version()) {
      System.out.println("acceptbench " + Versions.acceptbench());
      return true;
    }
    CommandLineOptions options = JmhOptions.parseOnly(line.jmh());
    if (line.help()) Help.print(handover, options, System.out);
    else if (options.shouldList()) new Runner(options).list();
    else if (options.shouldListWithParams()) listWithParameters(line);
    else if (options.shouldListProfilers() || asksForProfilers(line)) options.listProfilers();
    else if (options.shouldListResultFormats()) options.listResultFormats();
    else return false;
    return true;
  }

  private static boolean asksForProfilers(CommandLine line) {
    return line.jmh().options().getOrDefault("-prof", List.of()).contains("list");
  }

  /// With the strategies by name instead of the annotation's `all`, and what each parameter means.
  private static void listWithParameters(CommandLine line) throws UserError {
    JmhArguments strategies =
        JmhArguments.parse(
            List.of("-p", Strategies.PARAMETER + "=" + String.join(",", Strategies.labels())));
    CommandLineOptions options = JmhOptions.parseOnly(line.jmh().over(strategies));
    new Runner(options).listWithParams(options);
    System.out.println("What the parameters mean, and what they may be:");
    ParameterMeanings.lines(options).forEach(System.out::println);
  }
}
