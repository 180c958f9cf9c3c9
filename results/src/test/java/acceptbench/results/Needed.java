package acceptbench.results;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A program that a test reads files with. Where it is missing the test is left out, and fails with
/// CI=true; the build's end says what was left out.
final class Needed {
  private Needed() {}

  /// @param there whether the machine has it
  /// @param missing what is to be said if not, with what would help
  static void require(boolean there, String missing) {
    if (!there && "true".equals(System.getenv("CI"))) throw new AssertionError(missing);
    assumeTrue(there, missing);
  }
}
