package acceptbench.launch;

/// The exit codes of `java -jar benchmarks.jar`. An interrupted run ends with the JVM's own: 130
/// after Ctrl-C, 143 after SIGTERM.
public final class ExitCode {
  /// Everything that was asked for was done.
  public static final int OK = 0;

  /// Some cells failed; the others were measured and kept.
  public static final int SOME_FAILED = 1;

  /// The command line is wrong, and nothing was started.
  public static final int USAGE = 2;

  /// The machine lacks something (`EX_UNAVAILABLE` of sysexits.h).
  public static final int UNAVAILABLE = 69;

  /// What a shell, and [Process#exitValue()], say of a process that SIGKILL ended: 128 + 9.
  public static final int KILLED = 137;

  /// A JVM's that Ctrl-C ended: 128 + 2.
  public static final int INTERRUPTED = 130;

  /// A JVM's that SIGTERM ended: 128 + 15.
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
