package acceptbench.testing;

import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine. Where it is missing the test is skipped, and fails on CI
/// (CI=true).
public final class Requirement {
  private Requirement() {}

  /// Skips the test, or fails it, where something is missing.
  ///
  /// @param there whether the machine has it
  /// @param missing what is to be said if not
  public static void require(boolean there, String missing) {
    if (!there && "true".equals(System.getenv("CI"))) throw new AssertionError(missing);
    Assumptions.assumeTrue(there, missing);
  }
}
