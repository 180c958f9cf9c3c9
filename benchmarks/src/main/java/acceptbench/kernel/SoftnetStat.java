package acceptbench.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Packets as the kernel's per-CPU backlog queues count them, summed over the CPUs
/// (`net/core/net-procfs.c`). They are the machine's, not a namespace's.
///
/// Loopback packets wait in those queues too: what exceeds `net.core.netdev_max_backlog` (1000) on
/// a CPU is dropped before TCP sees it, and no law about TCP's queues holds then.
///
/// @param processed packets taken from the queues, modulo 2^32
/// @param dropped packets that found the queue full, modulo 2^32
public record SoftnetStat(long processed, long dropped) {
  private static final long MODULUS = 1L << 32;

  /// `%08x` each (`softnet_seq_show`).
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{8}) ([0-9a-f]{8})(?: [0-9a-f]{8})*");

  /// Of the machine.
  public static SoftnetStat read() throws IOException {
    return read(Path.of("/proc/thread-self"));
  }

  /// Of the machine, read from a given folder.
  ///
  /// @param process a folder like `/proc/thread-self`
  /// @throws IOException where the file can't be read, or is not such a file
  public static SoftnetStat read(Path process) throws IOException {
    Path file = process.resolve("net/softnet_stat");
    long processed = 0;
    long dropped = 0;
    List<String> lines = Files.readAllLines(file, ISO_8859_1);
    if (lines.isEmpty()) throw new IOException(file + " is empty");
    for (String line : lines) {
      Matcher columns = LINE.matcher(line);
      if (!columns.matches()) throw new IOException(file + " has a line '" + line + "'");
      processed += Long.parseLong(columns.group(1), 16);
      dropped += Long.parseLong(columns.group(2), 16);
    }
    return new SoftnetStat(processed % MODULUS, dropped % MODULUS);
  }

  /// What was counted since an earlier reading, also where it passed 2^32 meanwhile.
  public SoftnetStat minus(SoftnetStat before) {
    return new SoftnetStat(
        Math.floorMod(processed - before.processed, MODULUS),
        Math.floorMod(dropped - before.dropped, MODULUS));
  }
}
