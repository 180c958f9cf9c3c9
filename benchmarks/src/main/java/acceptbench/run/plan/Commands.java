package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.ControlArm;
import acceptbench.server.strategy.program.CommandTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `strategy=command` makes of the other parameters: those of the program belong to its cells
/// alone, and one that can't be passed on to the program is dropped unless the user asked for it.
///
/// @param asked the parameters that the user has named, with their values
record Commands(Map<String, List<String>> asked) {
  private static final String COMMAND = "command";

  /// Whether a cell's parameters are those of a program that the user names.
  static boolean isOne(Map<String, String> parameters) {
    return isCommand(parameters.getOrDefault(Strategies.PARAMETER, ""));
  }

  private static boolean isCommand(String strategy) {
    return ControlArm.strategy(strategy).equals(AcceptStrategy.COMMAND.label());
  }

  /// The parameters of a cell as they are measured: cells that only differ in what has no meaning
  /// for them become the same.
  ///
  /// @throws UserError where the command is wrong
  Map<String, String> settled(Map<String, String> parameters) throws UserError {
    Map<String, String> settled = new LinkedHashMap<>(parameters);
    if (!isOne(parameters)) {
      for (NamedParameter parameter : ServerConfig.parameters())
        if (parameter.declared().only().equals(AcceptStrategy.COMMAND.label()))
          settled.replace(parameter.name(), parameter.declared().usual());
      return settled;
    }
    String command = parameters.getOrDefault(COMMAND, "");
    if (command.isEmpty() || command.equals(ServerConfig.NO_COMMAND))
      throw UserError.usage("strategy=command needs -p 'command=PROGRAM --port {port}'");
    if (!asked.containsKey("backlog") && !takesBacklog(command))
      settled.replace("backlog", Backlog.DEFAULT.toString());
    if (!asked.containsKey("handlerMicros") && onlyCommands())
      settled.replace("handlerMicros", "0");
    return settled;
  }

  private static boolean takesBacklog(String command) throws UserError {
    try {
      return CommandTemplate.parse(command).takesBacklog();
    } catch (IllegalArgumentException e) {
      throw UserError.usage(String.valueOf(e.getMessage()));
    }
  }

  private boolean onlyCommands() {
    return asked.getOrDefault(Strategies.PARAMETER, List.of()).stream()
        .allMatch(Commands::isCommand);
  }
}
