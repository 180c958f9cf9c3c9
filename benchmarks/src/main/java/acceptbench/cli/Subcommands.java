package acceptbench.cli;

import acceptbench.cli.laws.LawsCommand;
import acceptbench.cli.results.CompareCommand;
import acceptbench.cli.results.ExportCommand;
import acceptbench.cli.results.HistoryCommand;
import acceptbench.cli.results.IndexCommand;
import acceptbench.cli.results.ReportCommand;
import acceptbench.cli.size.SizeCommand;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.run.FailureReason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `java -jar benchmarks.jar COMMAND`: each command is a class of its own and a line here.
final class Subcommands {
  private static final String PROGRAM = "java -jar benchmarks.jar";

  private final Map<String, Callable<Integer>> commands;

  /// @param commands picocli commands by name
  Subcommands(Map<String, Callable<Integer>> commands) {
    this.commands = commands;
  }

  /// Every command.
  ///
  /// @param handover what the launcher has found out
  static Subcommands all(Handover handover) {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    Map<String, Callable<Integer>> commands = new TreeMap<>();
    commands.put("laws", new LawsCommand(handover.network(), out));
    commands.put("explain", new ExplainCommand(out));
    commands.put("size", new SizeCommand(handover.network(), out));
    commands.put("report", new ReportCommand());
    commands.put("compare", new CompareCommand());
    commands.put("export", new ExportCommand(System.out));
    commands.put("history", new HistoryCommand());
    commands.put("index", new IndexCommand());
    commands.put("serve", new ServeCommand(out));
    commands.put("doctor", new DoctorCommand(handover, out));
    commands.put("class-archive", new ClassArchiveCommand(handover));
    return new Subcommands(commands);
  }

  Set<String> names() {
    return commands.keySet();
  }

  boolean has(List<String> arguments) {
    return !arguments.isEmpty() && commands.containsKey(arguments.getFirst());
  }

  /// Runs the command that the first argument names.
  ///
  /// @return its exit code, or 2 where its arguments are wrong
  int run(List<String> arguments) {
    picocli.CommandLine line = commandLine();
    PrintWriter err = line.getErr();
    line.setParameterExceptionHandler(
        (wrong, _) -> {
          err.println("acceptbench: " + oneLine(wrong) + "; --help says more");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (thrown, _, _) -> {
          err.println("acceptbench: " + FailureReason.of(thrown));
          return thrown instanceof UserError e ? e.exitCode() : ExitCode.SOME_FAILED;
        });
    return line.execute(arguments.toArray(String[]::new));
  }

  /// Reads a command's arguments without running it.
  ///
  /// @throws ParameterException if they are wrong
  void check(List<String> arguments) {
    commandLine().parseArgs(arguments.toArray(String[]::new));
  }

  private picocli.CommandLine commandLine() {
    picocli.CommandLine line = new picocli.CommandLine(CommandSpec.create().name(PROGRAM));
    commands.forEach(line::addSubcommand);
    ArgumentTypes.register(line);
    return line;
  }

  /// Picocli begins some of its messages with "Error: ", and others not.
  private static String oneLine(ParameterException wrong) {
    return String.valueOf(wrong.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^Error: ", "");
  }
}
