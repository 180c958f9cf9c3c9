package acceptbench.kernel;

import acceptbench.linux.socket.InetDiag;
import java.util.Arrays;

/// How deep the accept queues of a port's listeners were at one look, and each at the most. In
/// arrays, so that a look costs no object: there are hundreds a second, beside the load.
final class DeepestQueues implements InetDiag.QueueVisitor {
  private long[] inodes = new long[4];
  private int[] most = new int[4];
  private int count;
  private int now;
  private boolean allFull;

  /// Another look begins.
  void look() {
    now = 0;
    allFull = true;
  }

  @Override
  public void visit(long inode, int queued, int effectiveBacklog) {
    now = Math.max(now, queued);
    // The queue holds one more than the backlog says (sk_acceptq_is_full, include/net/sock.h).
    allFull &= queued > effectiveBacklog;
    int place = place(inode);
    most[place] = Math.max(most[place], queued);
  }

  private int place(long inode) {
    for (int i = 0; i < count; i++) if (inodes[i] == inode) return i;
    if (count == inodes.length) {
      inodes = Arrays.copyOf(inodes, 2 * count);
      most = Arrays.copyOf(most, 2 * count);
    }
    inodes[count] = inode;
    most[count] = 0;
    return count++;
  }

  /// The deepest queue at the last look.
  int now() {
    return now;
  }

  /// Whether each queue was full at the last look.
  boolean allFull() {
    return allFull;
  }

  /// The deepest that this listener's was at any look.
  int of(long inode) {
    for (int i = 0; i < count; i++) if (inodes[i] == inode) return most[i];
    return 0;
  }

  void clear() {
    count = 0;
    now = 0;
    allFull = false;
  }
}
