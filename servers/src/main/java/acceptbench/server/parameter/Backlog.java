package acceptbench.server.parameter;

import java.util.OptionalInt;

/// The backlog that a server is to ask listen(2) for.
///
/// @param number what it is told; empty where it is told nothing, and takes its own default
public record Backlog(OptionalInt number) {
  /// The server's own, whatever that is.
  public static final Backlog DEFAULT = new Backlog(OptionalInt.empty());

  private static final String DEFAULT_TEXT = "default";

  static Backlog of(int number) {
    return new Backlog(OptionalInt.of(number));
  }

  public boolean isDefault() {
    return number.isEmpty();
  }

  /// The number, for a server that has no default of its own.
  ///
  /// @throws IllegalArgumentException where there is none
  public int asked() {
    return number.orElseThrow(
        () -> new IllegalArgumentException("listen(2) has no default backlog: give a number"));
  }

  /// Whether a text stands for [#DEFAULT].
  public static boolean isDefault(String text) {
    return text.equals(DEFAULT_TEXT);
  }

  /// As `-p backlog=` has it.
  @Override
  public String toString() {
    return isDefault() ? DEFAULT_TEXT : String.valueOf(number.orElseThrow());
  }
}
