package acceptbench.cli;

import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.results.limit.Limit;
import acceptbench.run.RunRequest;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.Preset;
import acceptbench.run.plan.Share;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A command line that runs benchmarks, split into the suite's own options, which begin with two
/// dashes, and JMH's.
///
/// @param preset which of the ready-made plans; empty if JMH's arguments say what to measure
/// @param results where the run is kept; empty for the default
/// @param resume the run to go on with
/// @param seed of the order of launches, where it is given
/// @param share as [RunRequest] has it
/// @param precision as [RunRequest] has it
/// @param limits as [RunRequest] has them
/// @param connections as [RunRequest] has it
/// @param dryRun only say what would be measured
/// @param help `--help` or `-h`
/// @param jmh JMH's arguments, with those of the preset beneath them
public record CommandLine(
    Optional<Preset> preset,
    Optional<Path> results,
    Optional<Path> resume,
    OptionalLong seed,
    Share share,
    OptionalDouble precision,
    List<Limit> limits,
    boolean connections,
    boolean dryRun,
    boolean help,
    boolean version,
    JmhArguments jmh) {

  /// @throws UserError if an option is unknown, lacks its value or contradicts another
  static CommandLine parse(List<String> arguments) throws UserError {
    return new Parser(arguments).parse();
  }

  /// What this line asks of the driver.
  RunRequest request() {
    String title = preset.map(Preset::description).orElse("selected benchmarks");
    return new RunRequest(
        title, jmh, results, resume, seed, share, precision, limits, connections, dryRun);
  }

  private static final class Parser {
    private static final double FINEST_PERCENT = 0.1;

    private final List<String> arguments;
    private final List<String> jmh = new ArrayList<>();
    private Optional<Preset> preset = Optional.empty();
    private Optional<Path> results = Optional.empty();
    private Optional<Path> resume = Optional.empty();
    private OptionalLong seed = OptionalLong.empty();
    private Share share = Share.WHOLE;
    private OptionalDouble precision = OptionalDouble.empty();
    private final List<Limit> limits = new ArrayList<>();
    private boolean connections;
    private boolean dryRun;
    private final Set<String> given = new HashSet<>();
    private boolean help;
    private boolean version;
    private int next;

    Parser(List<String> arguments) {
      this.arguments = arguments;
    }

    CommandLine parse() throws UserError {
      while (next < arguments.size()) {
        String argument = arguments.get(next++);
        if (argument.startsWith("--")) own(argument);
        else jmhs(argument);
      }
      JmhArguments jmhs = JmhArguments.parse(jmh);
      boolean others =
          preset.isPresent()
              || results.isPresent()
              || seed.isPresent()
              || given.contains("--share")
              || precision.isPresent()
              || !limits.isEmpty()
              || connections
              || !jmhs.isEmpty();
      if (resume.isPresent() && others) {
        throw UserError.usage(
            "--resume goes on with the options that the run was started with; give no others");
      }
      checkShare();
      if (preset.isEmpty() && jmhs.isEmpty() && resume.isEmpty())
        preset = Optional.of(Preset.STANDARD);
      return new CommandLine(
          preset,
          results,
          resume,
          seed,
          share,
          precision,
          List.copyOf(limits),
          connections,
          dryRun,
          help || jmhs.has("-h"),
          version,
          preset.isPresent() ? jmhs.over(preset.get().arguments()) : jmhs);
    }

    /// The value of a JMH option may begin with dashes: `-jvmArgs --enable-preview`.
    private void jmhs(String argument) {
      jmh.add(argument);
      if (JmhArguments.takesValue(argument) && next < arguments.size()) {
        jmh.add(arguments.get(next++));
      }
    }

    private void own(String argument) throws UserError {
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      Optional<String> attached =
          equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
      switch (option) {
        case "--results" -> results = Optional.of(folder(option, value(option, attached)));
        case "--resume" -> resume = Optional.of(folder(option, value(option, attached)));
        case "--seed" -> seed = OptionalLong.of(seed(number(option, attached)));
        case "--share" -> share = share(value(option, attached));
        case "--precision" -> precision = OptionalDouble.of(precision(number(option, attached)));
        case "--fail-on" -> limits.add(limit(attached.orElseGet(this::nextUnlessAnOption)));
        case "--network" -> network(value(option, attached));
        case "--quick" -> preset(option, attached, Preset.QUICK);
        case "--full" -> preset(option, attached, Preset.FULL);
        case "--connections" -> connections = flag(option, attached);
        case "--dry-run" -> dryRun = flag(option, attached);
        case "--help" -> help = flag(option, attached);
        case "--version" -> version = flag(option, attached);
        default -> throw UserError.usage("unknown option " + option + "; --help lists the options");
      }
    }

    private void preset(String option, Optional<String> attached, Preset wanted) throws UserError {
      flag(option, attached);
      if (preset.isPresent() && preset.get() != wanted) {
        throw UserError.usage("--quick and --full exclude each other");
      }
      preset = Optional.of(wanted);
    }

    private static boolean flag(String option, Optional<String> attached) throws UserError {
      if (attached.isPresent()) throw UserError.usage("option " + option + " takes no value");
      return true;
    }

    private String value(String option, Optional<String> attached) throws UserError {
      String value = attached.orElseGet(this::nextUnlessAnOption);
      if (value.isEmpty()) throw UserError.usage("option " + option + " needs a value");
      if (!given.add(option)) throw UserError.usage("option " + option + " is given twice");
      return value;
    }

    /// No option begins with a minus and a digit: a negative number is a wrong value, not a missing
    /// one.
    private String number(String option, Optional<String> attached) throws UserError {
      boolean negative =
          attached.isEmpty() && next < arguments.size() && arguments.get(next).matches("-\\d.*");
      return value(option, negative ? Optional.of(arguments.get(next++)) : attached);
    }

    private String nextUnlessAnOption() {
      if (next == arguments.size() || arguments.get(next).startsWith("-")) return "";
      return arguments.get(next++);
    }

    private static long seed(String value) throws UserError {
      if (value.matches("\\d{1," + LaunchOrder.SEED_DIGITS + "}")) return Long.parseLong(value);
      throw UserError.usage(
          "--seed "
              + value
              + ": write a whole number, 0 or more, of at most "
              + LaunchOrder.SEED_DIGITS
              + " digits");
    }

    private static Share share(String value) throws UserError {
      try {
        return Share.parse(value);
      } catch (IllegalArgumentException e) {
        throw UserError.usage("--share " + e.getMessage());
      }
    }

    private void checkShare() throws UserError {
      if (share.isWhole()) return;
      if (seed.isEmpty())
        throw UserError.usage("--share " + share + " needs --seed N, the same for all shares");
      if (precision.isPresent())
        throw UserError.usage(
            "--share and --precision exclude each other: a share can't tell how precise all of them"
                + " are; -f N says how many rounds they have together");
    }

    private static double precision(String value) throws UserError {
      String number = value.endsWith("%") ? value.substring(0, value.length() - 1) : value;
      if (number.matches("\\d{1,3}(\\.\\d{1,2})?")) {
        double percent = Double.parseDouble(number);
        if (percent >= FINEST_PERCENT && percent <= 100) return percent / 100;
      }
      throw UserError.usage("--precision " + value + ": write a share of 0.1% to 100%, as 5%");
    }

    private static Limit limit(String condition) throws UserError {
      if (condition.isEmpty()) throw UserError.usage("option --fail-on needs a value");
      try {
        return Limit.parse(condition);
      } catch (IllegalArgumentException e) {
        throw UserError.usage("--fail-on " + e.getMessage());
      }
    }

    /// The launcher has acted on it already; here it is only checked.
    private static void network(String value) throws UserError {
      try {
        Handover.Network.parse(value);
      } catch (IllegalArgumentException e) {
        throw UserError.usage(e);
      }
    }

    private static Path folder(String option, String value) throws UserError {
      try {
        return Path.of(value);
      } catch (InvalidPathException e) {
        throw UserError.usage(option + " " + value + ": " + e.getReason());
      }
    }
  }
}
