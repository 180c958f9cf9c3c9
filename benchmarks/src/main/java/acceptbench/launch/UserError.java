package acceptbench.launch;

/// Something the user can mend: its message is the one line that is shown, and says what is wrong
/// and what to do.
public final class UserError extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private UserError(int exitCode, String message) {
    super(message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""));
    this.exitCode = exitCode;
  }

  /// The command line is wrong.
  public static UserError usage(String message) {
    return new UserError(ExitCode.USAGE, message);
  }

  /// The command line is wrong, as an exception says.
  public static UserError usage(Exception wrong) {
    return usage(String.valueOf(wrong.getMessage()));
  }

  /// The machine lacks something.
  public static UserError unavailable(String message) {
    return new UserError(ExitCode.UNAVAILABLE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
