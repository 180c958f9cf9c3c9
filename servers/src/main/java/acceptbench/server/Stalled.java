package acceptbench.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server answers when it was told to stall.
///
/// @param acceptors how many acceptors stand still
/// @param ownConnections how many connections the server has made to its own port so far, see
///     [AcceptServer#ownConnections]
/// @param atNanos when all of them stood still already, as [System#nanoTime] has it, which is the
///     same clock in all processes of a machine (CLOCK_MONOTONIC)
public record Stalled(int acceptors, long ownConnections, long atNanos) {
  private static final Pattern LINE =
      Pattern.compile(
          "stalled acceptors=(\\d{1,9}) ownConnections=(\\d{1,18}) atNanos=(\\d{1,18})");

  /// One line of text; [#parse] reads it.
  String line() {
    return "stalled acceptors=%d ownConnections=%d atNanos=%d"
        .formatted(acceptors, ownConnections, atNanos);
  }

  /// @throws IllegalArgumentException where the text is not what [#line] writes
  static Stalled parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) throw new IllegalArgumentException("not a stall: " + line);
    return new Stalled(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }
}
