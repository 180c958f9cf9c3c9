package acceptbench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Packets as the kernel's per-CPU backlog queues count them, summed over the CPUs
/// (`net/core/net-procfs.c`). They are the machine's, not a namespace's.
///
/// Loopback packets wait in those queues too: what exceeds `net.core.netdev_max_backlog` (1000) on
/// a CPU is dropped before TCP sees it, and then no law about TCP's queues can hold.
///
/// @param processed packets taken from the queues, modulo 2^32
/// @param dropped packets that found the queue full, modulo 2^32
public record SoftnetStat(long processed, long dropped) {
  private static final long MODULUS = 1L << 32;

  /// Of the machine.
  public static SoftnetStat read() throws IOException {
    return read(Path.of("/proc/thread-self"));
  }

  /// Of the machine, as one thread is shown it.
  ///
  /// @param process a folder like `/proc/thread-self`
  public static SoftnetStat read(Path process) throws IOException {
    Path file = process.resolve("net/softnet_stat");
    long processed = 0;
    long dropped = 0;
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.trim().split(" +", -1);
      if (columns.length < 2) throw new IOException(file + " has a line '" + line + "'");
      try {
        processed += Long.parseLong(columns[0], 16);
        dropped += Long.parseLong(columns[1], 16);
      } catch (NumberFormatException e) {
        throw new IOException(file + " has a line '" + line + "'", e);
      }
    }
    return new SoftnetStat(processed % MODULUS, dropped % MODULUS);
  }

  /// What was counted since an earlier reading; right across a wrap of the kernel's 32 bits.
  public SoftnetStat minus(SoftnetStat before) {
    return new SoftnetStat(
        Math.floorMod(processed - before.processed, MODULUS),
        Math.floorMod(dropped - before.dropped, MODULUS));
  }
}
