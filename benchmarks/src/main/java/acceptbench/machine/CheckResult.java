package acceptbench.machine;

/// What a check of the machine found.
///
/// @param name what was checked
/// @param state whether it is as a measurement wants it
/// @param found what is there
/// @param advice what to do; empty where nothing is to be done
public record CheckResult(String name, State state, String found, String advice) {
  /// How it is.
  public enum State {
    OK,
    WARNING,
    MISSING
  }

  public static CheckResult ok(String name, String found) {
    return new CheckResult(name, State.OK, found, "");
  }

  public static CheckResult warning(String name, String found, String advice) {
    return new CheckResult(name, State.WARNING, found, advice);
  }

  public static CheckResult missing(String name, String found, String advice) {
    return new CheckResult(name, State.MISSING, found, advice);
  }
}
