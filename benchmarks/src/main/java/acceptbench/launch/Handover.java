package acceptbench.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the launcher tells the driver, as the first arguments of its command line.
///
/// @param network the stack the driver runs on
/// @param launcher the launcher's process id; when that process ends, so does the driver
/// @param reason why it is not a private network though one was wanted; empty otherwise
/// @param arguments what the user wrote
public record Handover(Network network, long launcher, String reason, List<String> arguments) {
  /// The stack a run measures.
  public enum Network {
    PRIVATE,
    HOST;

    /// What `--network` may say.
    ///
    /// @throws IllegalArgumentException with what it may be
    public static Network parse(String text) {
      for (Network network : values()) if (network.label().equals(text)) return network;
      throw new IllegalArgumentException("--network " + text + ": it is private or host");
    }

    /// As `--network` and `environment.json` spell it.
    public String label() {
      return this == PRIVATE ? "private" : "host";
    }
  }

  /// The command line that [#parse] reads back.
  public List<String> toCommandLine() {
    var line = new ArrayList<>(List.of(network.name(), Long.toString(launcher), reason));
    line.addAll(arguments);
    return List.copyOf(line);
  }

  /// Reads what [#toCommandLine] wrote.
  public static Handover parse(String... line) {
    return new Handover(
        Network.valueOf(line[0]),
        Long.parseLong(line[1]),
        line[2],
        List.copyOf(Arrays.asList(line).subList(3, line.length)));
  }
}
