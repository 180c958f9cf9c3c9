package acceptbench.server;

import acceptbench.linux.CloseStack;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.DescriptorLimit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Processes that get no new descriptor until they are let go: accept(2) fails with EMFILE, and
/// leaves the connection in the queue, since the kernel looks for a number first
/// (`__sys_accept4_file`, net/socket.c). What they do then is up to them.
///
/// Their limit is lowered to the lowest number that was free when they were at rest: a connection
/// that they close has a higher one, and makes no room. A descriptor that a server keeps for such
/// times has a lower one, and does. A thread that waits in accept(2) already has its number, and
/// takes one more connection.
public final class StarvedProcesses implements HeldProcesses {
  private final CloseStack limits = new CloseStack();

  private StarvedProcesses() {}

  /// The lowest number that each process has free now.
  ///
  /// @throws IOException where one has ended, or is another user's
  public static Map<Long, Integer> atRest(List<Long> pids) throws IOException {
    Map<Long, Integer> lowest = new HashMap<>();
    for (long pid : pids) lowest.put(pid, DescriptorLimit.lowestFree(pid));
    return lowest;
  }

  /// Lowers their limits.
  ///
  /// @param atRest as [#atRest] told it when they had no connections; of a process that is new
  ///     since, what is free now counts
  /// @throws IOException where one has ended, or is another user's; the others go on then
  public static StarvedProcesses starve(List<Long> pids, Map<Long, Integer> atRest)
      throws IOException {
    StarvedProcesses starved = new StarvedProcesses();
    try {
      for (long pid : pids) {
        int free = DescriptorLimit.lowestFree(pid);
        long before = DescriptorLimit.set(pid, Math.min(free, atRest.getOrDefault(pid, free)));
        starved.limits.add(() -> restore(pid, before));
      }
      return starved;
    } catch (IOException e) {
      starved.limits.closeAfter(e);
      throw e;
    }
  }

  /// Gives them their limits back. One that has ended needs none.
  @Override
  public void resume() throws IOException {
    limits.close();
  }

  private static void restore(long pid, long limit) throws IOException {
    try {
      DescriptorLimit.set(pid, limit);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESRCH) throw e;
    }
  }
}
