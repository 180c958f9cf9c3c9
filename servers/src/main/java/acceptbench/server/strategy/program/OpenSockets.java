package acceptbench.server.strategy.program;

import acceptbench.linux.Libc;
import acceptbench.linux.process.Pidfd;
import acceptbench.linux.socket.SocketConstants;
import acceptbench.linux.socket.SocketInode;
import acceptbench.linux.socket.TcpSocket;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The sockets that another process has open (`/proc/PID/fd`).
final class OpenSockets {
  private OpenSockets() {}

  /// The sockets' numbers, and a descriptor of each. None of a process that has ended, or is
  /// another user's.
  static Map<Long, Integer> of(long pid) {
    Map<Long, Integer> inodes = new TreeMap<>();
    File[] descriptors = new File("/proc/" + pid + "/fd").listFiles();
    if (descriptors == null) return inodes;
    for (File descriptor : descriptors) {
      // It may have been closed since.
      SocketInode.at(descriptor.toPath())
          .ifPresent(inode -> inodes.put(inode, Integer.valueOf(descriptor.getName())));
    }
    return inodes;
  }

  /// Sets TCP_DEFER_ACCEPT on some of them, as the process itself would by setsockopt(2): it is the
  /// socket's, and not the descriptor's.
  ///
  /// @param inodes the sockets' numbers
  /// @throws IOException where it has not all of them open, or may not be traced
  static void deferAccept(long pid, Set<Long> inodes, int seconds) throws IOException {
    Map<Long, Integer> open = of(pid);
    for (long inode : inodes) {
      Integer descriptor = open.get(inode);
      if (descriptor == null)
        throw new IOException("process %d has socket %d not open".formatted(pid, inode));
      int ours = Pidfd.duplicate(pid, descriptor);
      try {
        TcpSocket.setTcpOption(ours, SocketConstants.TCP_DEFER_ACCEPT, seconds);
      } finally {
        Libc.close(ours);
      }
    }
  }
}
