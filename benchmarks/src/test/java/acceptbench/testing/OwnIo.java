package acceptbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this thread has asked the kernel to write, by the kernel's own count (proc_pid_io(5)).
///
/// @param bytes given to write(2) and the like
/// @param calls how many of those there were
public record OwnIo(long bytes, long calls) {
  /// Since the thread began.
  public static OwnIo now() throws IOException {
    String counts = Files.readString(Path.of("/proc/thread-self/io"));
    return new OwnIo(count(counts, "wchar: "), count(counts, "syscw: "));
  }

  private static long count(String counts, String name) {
    return counts
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  public OwnIo minus(OwnIo before) {
    return new OwnIo(bytes - before.bytes, calls - before.calls);
  }
}
