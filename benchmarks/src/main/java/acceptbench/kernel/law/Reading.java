package acceptbench.kernel.law;

import acceptbench.kernel.law.rig.Tally;

/// One thing that a law predicts, beside what was measured.
///
/// @param what the case, `backlog 5, 26 clients` say
/// @param predicted by the law
/// @param measured on the running kernel
/// @param holds whether the measured is what was predicted
public record Reading(String what, String predicted, String measured, boolean holds) {
  /// Compares counts, leaving out counters that this kernel does not have.
  static Reading of(String what, Tally predicted, Tally measured) {
    return new Reading(
        what, predicted.toString(), measured.toString(), predicted.agreesWith(measured));
  }
}
