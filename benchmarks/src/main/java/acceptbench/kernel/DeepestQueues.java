package acceptbench.kernel;

import acceptbench.linux.socket.InetDiag;
import java.util.Arrays;

/// The depths of the accept queues of a port's listeners: at the last look, and the greatest of
/// each so far. Kept in arrays, so that a look allocates nothing: there are hundreds of them a
/// second while the load runs.
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

  /// The greatest depth that was seen of this listener's queue.
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
