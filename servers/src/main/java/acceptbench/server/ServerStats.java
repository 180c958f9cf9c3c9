package acceptbench.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a server counted since it started.
///
/// A real program does not say what it accepted: then `accepts` is empty and `served` is -1.
///
/// @param accepts connections accepted, per acceptor
/// @param served connections greeted; the rest of `accepts` was lost, because the client or the
///     worker had gone
/// @param wakeups how often a wait of the acceptors' returned because connections were there; 0
///     where the server can't say
/// @param usage of all the server's processes
/// @param queueWaits how many connections were in the accept queue for how many milliseconds; empty
///     where that was not asked for or the server can't say
public record ServerStats(
    List<Long> accepts,
    long served,
    long wakeups,
    ProcessUsage usage,
    Map<Integer, Long> queueWaits) {
  private static final Pattern LINE =
      Pattern.compile(
          "stats accepts=([0-9,]*) served=(-1|\\d+) wakeups=(\\d+) cpuNanos=(\\d+)"
              + " descriptors=(\\d+) switches=(\\d+) queueWaits=([0-9:,]*)");

  /// Parsed separately: a repeated group in the line's pattern would take a stack frame for each
  /// value.
  private static final Pattern WAIT = Pattern.compile("(\\d+):(\\d+)");

  public ServerStats {
    accepts = List.copyOf(accepts);
    queueWaits = Map.copyOf(queueWaits);
  }

  /// The counts of a server that does not know how long connections were in the queue, nor when it
  /// woke up for them.
  public ServerStats(List<Long> accepts, long served, ProcessUsage usage) {
    this(accepts, served, 0, usage, Map.of());
  }

  /// The figures of a program that counts nothing for us.
  public static ServerStats uncounted(ProcessUsage usage) {
    return new ServerStats(List.of(), -1, usage);
  }

  /// CPU time of all the server's processes, in nanoseconds.
  public long cpuNanos() {
    return usage.cpuNanos();
  }

  /// Open descriptors of all the server's processes.
  public int descriptors() {
    return usage.descriptors();
  }

  /// Context switches of all the server's processes.
  public long switches() {
    return usage.switches();
  }

  /// Whether the server says what it accepted and served.
  public boolean isCounted() {
    return served >= 0;
  }

  /// The sum of all acceptors' accepts.
  public long accepted() {
    return accepts.stream().mapToLong(Long::longValue).sum();
  }

  /// One line of text; [#parse] reads it.
  String line() {
    String counts = accepts.stream().map(String::valueOf).collect(Collectors.joining(","));
    String waits =
        new TreeMap<>(queueWaits)
            .entrySet().stream()
                .map(wait -> wait.getKey() + ":" + wait.getValue())
                .collect(Collectors.joining(","));
    return "stats accepts=%s served=%d wakeups=%d cpuNanos=%d descriptors=%d switches=%d queueWaits=%s"
        .formatted(counts, served, wakeups, cpuNanos(), descriptors(), switches(), waits);
  }

  /// @throws IllegalArgumentException where the text is not what [#line] writes
  static ServerStats parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) throw new IllegalArgumentException("not a server's stats: " + line);
    return new ServerStats(
        numbers(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        new ProcessUsage(
            Long.parseLong(matcher.group(4)),
            Integer.parseInt(matcher.group(5)),
            Long.parseLong(matcher.group(6))),
        waits(matcher.group(7)));
  }

  private static Map<Integer, Long> waits(String text) {
    Map<Integer, Long> waits = new HashMap<>();
    if (text.isEmpty()) return waits;
    for (String wait : text.split(",", -1)) {
      Matcher matcher = WAIT.matcher(wait);
      if (!matcher.matches())
        throw new IllegalArgumentException("not a queue wait: '" + wait + "'");
      waits.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)));
    }
    return waits;
  }

  private static List<Long> numbers(String text) {
    if (text.isEmpty()) return List.of();
    return Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
  }
}
