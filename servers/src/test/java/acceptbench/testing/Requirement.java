package acceptbench.testing;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine. Where it is missing the test is left out, and fails on CI
/// (CI=true). At the end of the build `build/left-out` says what was, one line for each reason: so
/// the reason is one line, and the same for all tests that lack the same.
public final class Requirement {
  private Requirement() {}

  /// Leaves the test out, or fails it, where something is missing.
  ///
  /// @param there whether the machine has it
  /// @param missing what is to be said if not, with what would help
  public static void require(boolean there, String missing) {
    if (!there && "true".equals(System.getenv("CI"))) throw new AssertionError(missing);
    Assumptions.assumeTrue(there, missing);
  }

  /// The same.
  ///
  /// @param missing nothing where the machine has all that is needed
  public static void require(Optional<String> missing) {
    require(missing.isEmpty(), missing.orElse(""));
  }
}
