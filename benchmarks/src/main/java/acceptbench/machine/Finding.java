package acceptbench.machine;

/// What a check of the machine found.
///
/// @param name what was checked
/// @param state whether it is as a measurement wants it
/// @param found what is there
/// @param advice what to do; empty where nothing is to be done
public record Finding(String name, State state, String found, String advice) {
  /// How it is.
  public enum State {
    OK,
    WARNING,
    MISSING
  }

  public static Finding ok(String name, String found) {
    return new Finding(name, State.OK, found, "");
  }

  public static Finding warning(String name, String found, String advice) {
    return new Finding(name, State.WARNING, found, advice);
  }

  public static Finding missing(String name, String found, String advice) {
    return new Finding(name, State.MISSING, found, advice);
  }
}
