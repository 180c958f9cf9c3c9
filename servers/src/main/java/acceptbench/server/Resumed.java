package acceptbench.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server answers when it was told to go on.
///
/// @param atNanos when its acceptors were about to be let go, on the clock of [Stalled]: none has
///     gone on before
/// @param cpuNanos CPU time that the processes that accept have burned during the stall, with all
///     their threads
public record Resumed(long atNanos, long cpuNanos) {
  private static final Pattern LINE =
      Pattern.compile("resumed atNanos=(\\d{1,18}) cpuNanos=(\\d{1,18})");

  /// One line of text; [#parse] reads it.
  String line() {
    return "resumed atNanos=" + atNanos + " cpuNanos=" + cpuNanos;
  }

  /// @throws IllegalArgumentException where the text is not what [#line] writes
  static Resumed parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) throw new IllegalArgumentException("not the end of a stall: " + line);
    return new Resumed(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
