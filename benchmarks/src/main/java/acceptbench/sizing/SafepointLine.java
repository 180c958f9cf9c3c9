package acceptbench.sizing;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of HotSpot's log about a safepoint, whatever decorations stand before it.
///
/// Since JDK 13 `-Xlog:safepoint` writes `Safepoint "NAME", …, Total: 217053 ns`; what stands
/// between differs from release to release (17 has `Cleanup:`, 25 `Leaving safepoint:` and, after
/// the total, the threads). Before, and with JDK 8's `-XX:+PrintGCApplicationStoppedTime`, it is
/// `Total time for which application threads were stopped: 0.0002171 seconds, …`
/// (`SafepointTracing::end`, `src/hotspot/share/runtime/safepoint.cpp`).
final class SafepointLine {
  private static final Pattern TOTAL =
      Pattern.compile("Safepoint \"[^\"]{1,200}\", .{1,400}?\\bTotal: {1,20}(\\d{1,18}) ns\\b");
  private static final Pattern STOPPED =
      Pattern.compile("threads were stopped: (\\d{1,6})[.,](\\d{7}) seconds");

  private SafepointLine() {}

  /// How long all threads stood still, in nanoseconds; empty where the line is of something else.
  static OptionalLong nanos(String line) {
    Matcher total = TOTAL.matcher(line);
    if (total.find()) return OptionalLong.of(Long.parseLong(total.group(1)));
    Matcher stopped = STOPPED.matcher(line);
    if (stopped.find())
      return OptionalLong.of(100 * Long.parseLong(stopped.group(1) + stopped.group(2)));
    return OptionalLong.empty();
  }
}
