package acceptbench.launch;

import java.util.List;
import java.util.Set;

/// What a command line needs of the machine before the driver can start.
enum Need {
  /// Only reads files or prints: runs on any operating system.
  FILES,

  /// Works on the stack it was started in.
  HOST_NETWORK,

  /// Measures: in a network namespace of its own where that is possible.
  PRIVATE_NETWORK;

  private static final Set<String> READING_COMMANDS =
      Set.of("report", "compare", "export", "history", "index", "explain");
  private static final Set<String> PRINTING_OPTIONS =
      Set.of("-h", "--help", "-l", "-lp", "-lprof", "-lrf", "--version");

  /// A server that `serve` hid in a namespace could not be reached by the client it is for.
  private static final Set<String> HOST_COMMANDS = Set.of("serve");

  /// Computes, unless it is to measure.
  private static final String SIZE = "size";

  private static final String MEASURE = "--measure";

  static Need of(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    if (READING_COMMANDS.contains(command)) return FILES;
    if (command.equals(SIZE) && !isGiven(MEASURE, arguments)) return FILES;
    if (arguments.stream().anyMatch(PRINTING_OPTIONS::contains)) return FILES;
    if (HOST_COMMANDS.contains(command) || asksFor(Handover.Network.HOST, arguments))
      return HOST_NETWORK;
    return PRIVATE_NETWORK;
  }

  /// Whether the command line insists on a private network, and would not take the host's instead.
  static boolean insistsOnPrivateNetwork(List<String> arguments) {
    return asksFor(Handover.Network.PRIVATE, arguments);
  }

  private static boolean asksFor(Handover.Network network, List<String> arguments) {
    return network.label().equals(network(arguments));
  }

  /// Whether the command line is for a measurement, which may be interrupted.
  static boolean measures(List<String> arguments) {
    boolean serves = !arguments.isEmpty() && HOST_COMMANDS.contains(arguments.get(0));
    return of(arguments) != FILES && !serves;
  }

  private static boolean isGiven(String option, List<String> arguments) {
    return arguments.stream()
        .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
  }

  private static String network(List<String> arguments) {
    String value = "";
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("--network=")) value = argument.substring("--network=".length());
      if (argument.equals("--network") && i + 1 < arguments.size()) value = arguments.get(i + 1);
    }
    return value;
  }
}
