package acceptbench.kernel;

import acceptbench.linux.socket.InetDiag;

/// The depths of the accept queues of a port's listeners: at the last look, and the greatest of
/// each so far. Kept in arrays, so that a look allocates nothing: there are hundreds of them a
/// second while the load runs.
final class DeepestQueues implements InetDiag.QueueVisitor {
  private long[] inodes = {};
  private int[] most = {};
  private int now;
  private boolean allFull;

  /// Another look begins.
  void look() {
    now = 0;
    allFull = true;
  }

  @Override
  public void visit(long inode, int queued, int effectiveBacklog) {
    int place = place(inode);
    if (place < 0) return;
    now = Math.max(now, queued);
    // The queue holds one more than the backlog says (sk_acceptq_is_full, include/net/sock.h).
    allFull &= queued > effectiveBacklog;
    most[place] = Math.max(most[place], queued);
  }

  private int place(long inode) {
    for (int i = 0; i < inodes.length; i++) if (inodes[i] == inode) return i;
    return -1;
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
    int place = place(inode);
    return place < 0 ? 0 : most[place];
  }

  /// Starts over, with these listeners: others on the same port are not watched.
  void clear(long[] watched) {
    inodes = watched.clone();
    most = new int[watched.length];
    now = 0;
    allFull = false;
  }
}
