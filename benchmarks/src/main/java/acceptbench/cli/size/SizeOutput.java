package acceptbench.cli.size;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.sizing.Pauses;
import acceptbench.sizing.Sizing;
import acceptbench.sizing.trial.BacklogCheck;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/// Prints the answer.
sealed interface SizeOutput permits SizeText, SizeAsJson {
  /// Prints what the arithmetic says.
  ///
  /// @param recorded the pauses of a file
  /// @param somaxconn of the server's machine, where that is known
  void sizing(Sizing sizing, Optional<Pauses> recorded, OptionalInt somaxconn);

  /// Prints what was measured.
  void check(AcceptStrategy strategy, Sizing sizing, BacklogCheck check);

  void end() throws IOException;
}
