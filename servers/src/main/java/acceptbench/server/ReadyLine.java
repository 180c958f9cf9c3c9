package acceptbench.server;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of a server's answers: that it listens, and where.
///
/// @param port where it listens, at the address that it was configured with
/// @param effectiveBacklog the backlog in force
/// @param acceptors the ids of the processes that accept
/// @param notes the descriptor of [acceptbench.server.accepts.AcceptNotes]; -1 where there are none
/// @param listeners the descriptors of its listening sockets, in their order; none where that is
///     not known
record ReadyLine(
    int port, int effectiveBacklog, List<Long> acceptors, int notes, List<Integer> listeners) {
  private static final Pattern LINE =
      Pattern.compile(
          "ready port=(\\d{1,5}) backlog=(\\d{1,10}) acceptors=(\\d{1,9}(?:,\\d{1,9})*)"
              + " notes=(-1|\\d{1,9}) listeners=((?:\\d{1,9}(?:,\\d{1,9})*)?)");
  private static final int MOST_PORT = 65_535;

  ReadyLine {
    acceptors = List.copyOf(acceptors);
    listeners = List.copyOf(listeners);
  }

  /// One line of text; [#parse] reads it.
  String line() {
    return "ready port=%d backlog=%d acceptors=%s notes=%d listeners=%s"
        .formatted(port, effectiveBacklog, joined(acceptors), notes, joined(listeners));
  }

  private static String joined(List<? extends Number> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }

  /// @throws IllegalArgumentException where the text is not what [#line] writes
  static ReadyLine parse(String line) {
    Matcher ready = LINE.matcher(line);
    if (!ready.matches()) throw new IllegalArgumentException("not a server's first line: " + line);
    int port = Integer.parseInt(ready.group(1));
    if (port < 1 || port > MOST_PORT) throw new IllegalArgumentException("no port: " + line);
    return new ReadyLine(
        port,
        Integer.parseInt(ready.group(2)),
        Arrays.stream(ready.group(3).split(",", -1)).map(Long::valueOf).toList(),
        Integer.parseInt(ready.group(4)),
        Arrays.stream(ready.group(5).split(",", -1))
            .filter(number -> !number.isEmpty())
            .map(Integer::valueOf)
            .toList());
  }
}
