package acceptbench.cli.size;

import acceptbench.launch.UserError;
import acceptbench.results.file.ResultsException;
import acceptbench.sizing.Demand;
import acceptbench.sizing.PauseFile;
import acceptbench.sizing.Pauses;
import acceptbench.sizing.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What a backlog is sized for, as it is typed.
final class DemandOptions {
  @Option(
      names = "--rate",
      required = true,
      paramLabel = "PER_SECOND",
      description = "Connections that arrive per second.")
  private double rate;

  @ArgGroup(multiplicity = "1")
  private @Nullable Pause pause;

  /// One of the two has to be there.
  static final class Pause {
    @Option(
        names = "--pause",
        paramLabel = "TIME",
        description = "For how long nothing accepts: 200ms, 1.5s.")
    @Nullable Span given;

    @Option(
        names = "--pauses",
        paramLabel = "FILE",
        description =
            "Where pauses were recorded; the longest is sized for. The output of a JVM's"
                + " -Xlog:safepoint, or an HdrHistogram log as jHiccup writes it.")
    @Nullable Path file;
  }

  @Option(
      names = "--risk",
      paramLabel = "CHANCE",
      defaultValue = "0.001",
      description = "The greatest chance of an overflow in such a pause (default: 0.001).")
  private double risk;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description =
          "Connections that come at once in the pause in addition: all clients, after a restart.")
  private int burst;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "From the beginning of one pause to that of the next; needs --drain.")
  private @Nullable Span every;

  @Option(
      names = "--drain",
      paramLabel = "PER_SECOND",
      description =
          "Connections that the server can accept per second; DrainBenchmark measures it.")
  private @Nullable Double drain;

  @Option(
      names = "--listeners",
      paramLabel = "K",
      defaultValue = "1",
      description = "Sockets that listen on the port with SO_REUSEPORT (default: 1).")
  private int listeners;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "How long a client waits (default: 1s).")
  private Span patience = new Span(1);

  /// The pauses of the file; empty where none was given.
  ///
  /// @throws UserError where there is none in it
  Optional<Pauses> recorded() throws UserError, IOException {
    if (pause == null || pause.file == null) return Optional.empty();
    try {
      return Optional.of(PauseFile.read(pause.file));
    } catch (ResultsException e) {
      throw UserError.usage(e);
    }
  }

  /// What was asked for.
  ///
  /// @param recorded what [#recorded] has read
  /// @throws UserError where a value is out of its range
  Demand demand(Optional<Pauses> recorded) throws UserError {
    try {
      return new Demand(
          rate,
          longest(recorded),
          risk,
          burst,
          listeners,
          drain == null ? OptionalDouble.empty() : OptionalDouble.of(drain),
          Optional.ofNullable(every),
          patience);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }

  private Span longest(Optional<Pauses> recorded) throws UserError {
    if (pause != null && pause.given != null) return pause.given;
    long nanos = recorded.orElseThrow().longest();
    try {
      return new Span(nanos);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("the longest of the pauses: " + e.getMessage());
    }
  }
}
