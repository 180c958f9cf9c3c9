package acceptbench.cli.laws;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.law.LawResult;
import acceptbench.launch.Handover;
import java.io.IOException;

/// How the results of laws are printed as they come.
sealed interface LawsOutput permits LawsAsJson, LawsTable {
  /// Before the first law.
  ///
  /// @param address where the experiments' servers listen
  void begin(KernelVersion kernel, Handover.Network network, String address, int laws)
      throws IOException;

  void law(LawResult result) throws IOException;

  void end() throws IOException;

  /// As it is printed.
  static String label(LawResult.Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case DIFFERS -> "differs";
      case LEFT_OUT -> "left out";
    };
  }
}
