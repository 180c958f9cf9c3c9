package acceptbench.run.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.options.TimeValue;

/// Every option of JMH 1.37, and what becomes of it here: the one list of them.
///
/// Most mean what they mean in JMH. Some are refused, because a cell's books, client or server
/// would not be what the results say. Some affect only the client's JVM, where one might expect the
/// server's too.
public enum JmhOption {
  HELP("-h"),
  LIST("-l"),
  LIST_WITH_PARAMETERS("-lp"),
  LIST_PROFILERS("-lprof"),
  LIST_FORMATS("-lrf"),

  ITERATIONS("-i", Value.ANY),
  TIME("-r", Value.TIME),
  WARMUP_ITERATIONS("-wi", Value.ANY),
  WARMUP_TIME("-w", Value.TIME),
  SYNCHRONIZE("-si", Value.ANY, "true", "false"),
  FAIL_ON_ERROR("-foe", Value.ANY, "true", "false"),
  VERBOSITY("-v", Value.ANY, "SILENT", "NORMAL", "EXTRA"),
  OUTPUT("-o", Value.ANY),
  RESULT_FORMAT("-rf", Value.ANY, "text", "csv", "scsv", "json", "latex"),
  RESULT_FILE("-rff", Value.ANY),
  JVM("-jvm", Value.ANY),
  TIME_UNIT("-tu", Value.ANY, "m", "s", "ms", "us", "ns"),
  EXCLUDE("-e", Value.ANY),
  PARAMETER("-p", Value.ANY),

  TIMEOUT("-to", Value.TIME),
  MODE("-bm", Value.ANY),
  FORKS("-f", Value.ANY),
  THREADS("-t", Value.ANY),
  THREAD_GROUPS("-tg", new Value("", "load clients share one load, and are no groups")),
  BATCH(
      "-bs",
      new Value("1", "the books are balanced for each call of the benchmark, not for batches")),
  WARMUP_BATCH(
      "-wbs",
      new Value("1", "the books are balanced for each call of the benchmark, not for batches")),
  WARMUP_FORKS(
      "-wf",
      new Value("0", "what warm-up forks see would be logged as measured; -wi warms each fork up")),
  WARMUP_MODE(
      "-wm",
      new Value("INDI", "each cell is a run of JMH's own, and warmed up by itself"),
      "INDI",
      "BULK",
      "BULK_INDI"),
  WARMUP_BENCHMARKS(
      "-wmb", new Value("", "each cell is a run of JMH's own, with no other benchmark in it")),
  OPERATIONS(
      "-opi", new Value("1", "a call of a benchmark is one operation, and its unit says of what")),

  GARBAGE_COLLECTION(
      "-gc", true, Value.ANY, List.of("true", "false"), "collects in the client's JVM only"),
  JVM_ARGUMENTS(
      "-jvmArgs", "go to the client's JVM only; -p serverJvm=ARGUMENTS go to the server's"),
  JVM_ARGUMENTS_APPENDED(
      "-jvmArgsAppend", "go to the client's JVM only; -p serverJvm=ARGUMENTS go to the server's"),
  JVM_ARGUMENTS_PREPENDED(
      "-jvmArgsPrepend", "go to the client's JVM only; -p serverJvm=ARGUMENTS go to the server's"),
  PROFILER(
      "-prof",
      "profiles the client's JVM; the server's is a process of its own, which perf can follow and"
          + " most others don't see");

  /// What an option takes.
  ///
  /// @param only the one value that is accepted; empty if none is, `*` if all are
  /// @param why the others are refused, in words that continue "-t 2: "
  /// @param isTime whether JMH reads it as a time
  private record Value(String only, String why, boolean isTime) {
    static final Value ANY = new Value("*", "");
    static final Value TIME = new Value("*", "", true);

    Value(String only, String why) {
      this(only, why, false);
    }
  }

  private final String written;
  private final boolean takesValue;
  private final String only;
  private final String why;
  private final boolean isTime;

  /// Separated by commas; empty where any value may be given.
  private final String choices;

  private final String note;

  JmhOption(String written) {
    this(written, false, Value.ANY, List.of(), "");
  }

  JmhOption(String written, Value value, String... choices) {
    this(written, true, value, List.of(choices), "");
  }

  JmhOption(String written, String note) {
    this(written, true, Value.ANY, List.of(), note);
  }

  JmhOption(String written, boolean takesValue, Value value, List<String> choices, String note) {
    this.written = written;
    this.takesValue = takesValue;
    this.only = value.only();
    this.why = value.why();
    this.isTime = value.isTime();
    this.choices = String.join(", ", choices);
    this.note = note;
  }

  static Optional<JmhOption> of(String written) {
    return Arrays.stream(values()).filter(option -> option.written.equals(written)).findFirst();
  }

  /// As it is typed, `-wi`.
  public String written() {
    return written;
  }

  boolean takesValue() {
    return takesValue;
  }

  /// What a user may not expect of it, in words that continue "-gc "; empty if there is nothing.
  public Optional<String> note() {
    return note.isEmpty() ? Optional.empty() : Optional.of(note);
  }

  /// Whether values are refused that JMH takes.
  public boolean refusesSome() {
    return !why.isEmpty() || this == FORKS || this == MODE || this == TIMEOUT || this == THREADS;
  }

  /// Why a value is refused, in words that continue "-t 2: "; empty if it is accepted.
  Optional<String> refusal(String given) {
    if (!choices.isEmpty() && !isChoice(given)) return Optional.of("it is one of " + choices);
    if (!only.equals("*") && !given.equalsIgnoreCase(only)) return Optional.of(why);
    if (isTime) return refusalOfTime(given);
    if (this == FORKS && given.strip().equals("0"))
      return Optional.of("the client has to be in a JVM of its own; -f 1 is one launch");
    if (this == THREADS && !given.matches("[1-9]\\d{0,8}"))
      return Optional.of("give the number of load clients, each of which has a CPU; at least 1");
    return Optional.empty();
  }

  private Optional<String> refusalOfTime(String given) {
    try {
      TimeValue time = TimeValue.fromString(given);
      // JMH looks at the clock every 100 ms (BenchmarkHandler.runIteration).
      if (this == TIMEOUT && time.getTime() == 0)
        return Optional.of(
            "JMH would interrupt every iteration that takes longer than 100 ms, and its cell would"
                + " fail; give the longest time that one may take, as 60s, or leave it out");
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("it is a time of 0 or more, like 500ms, 30s or 2m");
    }
  }

  private boolean isChoice(String given) {
    return Arrays.stream(choices.split(", ", -1)).anyMatch(given::equalsIgnoreCase);
  }
}
