package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_ATTACH_FILTER;
import static acceptbench.linux.socket.SocketConstants.SO_DETACH_FILTER;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Makes a socket deaf: a classic BPF filter of one instruction, `ret 0`, drops every segment that
/// arrives for it.
///
/// On a client before connect(2) it holds the server's side in SYN_RECV: the SYN-ACK never gets
/// through. Needs no privilege (socket(7), SO_ATTACH_FILTER).
public final class PacketFilter {
  /// `struct sock_filter { u16 code; u8 jt, jf; u32 k; }` with BPF_RET | BPF_K and k = 0: keep 0
  /// bytes.
  private static final long RETURN_ZERO = 0x06;

  /// `struct sock_fprog { u16 length; struct sock_filter *filter; }`.
  private static final int PROGRAM_SIZE = 16;

  private PacketFilter() {}

  public static void dropEverything(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = arena.allocate(PROGRAM_SIZE, 8);
      program.set(JAVA_SHORT, 0, (short) 1);
      program.set(ADDRESS, 8, arena.allocateFrom(JAVA_LONG, RETURN_ZERO));
      check(
          Libc.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, program, PROGRAM_SIZE),
          "setsockopt(fd %d, SO_ATTACH_FILTER)",
          fd);
    }
  }

  /// Lets segments in again. What was dropped is lost unless the peer sends it again.
  public static void detach(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      // The kernel ignores the value and still wants an int to be there.
      MemorySegment unused = arena.allocate(JAVA_INT);
      check(
          Libc.setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, unused, 4),
          "setsockopt(fd %d, SO_DETACH_FILTER)",
          fd);
    }
  }
}
