package acceptbench.kernel.law;

import java.util.List;

/// What became of a law on the running kernel.
///
/// @param law its name
/// @param statement the law in one sentence
/// @param verdict of all readings together
/// @param readings empty where the law was left out
/// @param note why it was left out, or what a difference means; empty where there is nothing to say
/// @param millis how long the experiment took
public record LawResult(
    String law,
    String statement,
    Verdict verdict,
    List<Reading> readings,
    String note,
    long millis) {
  /// Whether the kernel does what the law says.
  public enum Verdict {
    HOLDS,
    DIFFERS,
    LEFT_OUT
  }
}
