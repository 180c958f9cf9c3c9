package acceptbench.run.jmh;

import acceptbench.launch.UserError;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/// JMH's own parser of its options, with errors of one line.
public final class JmhOptions {
  private JmhOptions() {}

  /// Reads arguments as JMH does, and looks for the profilers they name.
  ///
  /// @throws UserError if JMH can't read them, or a profiler is not available
  public static CommandLineOptions parse(JmhArguments arguments) throws UserError {
    CommandLineOptions options = parseOnly(arguments);
    if (options.getJvm().hasValue()) JvmCheck.check(options.getJvm().get());
    for (ProfilerConfig profiler : options.getProfilers()) {
      try {
        ProfilerFactory.getProfilerOrException(profiler);
      } catch (ProfilerException e) {
        throw UserError.usage("-prof " + profiler.getKlass() + ": " + reason(e));
      }
    }
    return options;
  }

  private static String reason(ProfilerException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof ClassNotFoundException) return "no such profiler; -lprof lists them";
    return e.getMessage() + "; -lprof lists profilers";
  }

  /// The same, without a look at the JVM and the profilers.
  public static CommandLineOptions parseOnly(JmhArguments arguments) throws UserError {
    arguments.checkRefusals();
    try {
      return new CommandLineOptions(arguments.toCommandLine().toArray(String[]::new));
    } catch (CommandLineOptionException | IllegalStateException e) {
      throw UserError.usage(readable(String.valueOf(e.getMessage())));
    }
  }

  /// JMH shows a wrong value of an enum as Java does.
  private static String readable(String message) {
    return message.replaceFirst("^No enum constant .*[.]", "unknown value ");
  }
}
