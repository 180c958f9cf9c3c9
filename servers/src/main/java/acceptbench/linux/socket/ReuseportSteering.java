package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_ATTACH_REUSEPORT_CBPF;
import static acceptbench.linux.socket.SocketConstants.SO_INCOMING_CPU;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Which of several SO_REUSEPORT listeners gets a connection, where that is not left to the hash of
/// its addresses. Needs no privilege (socket(7)).
public final class ReuseportSteering {
  /// `BPF_LD | BPF_W | BPF_ABS`: loads the word at `k`, which at these negative places is not of
  /// the packet but the kernel's own (`include/uapi/linux/filter.h`).
  private static final int LOAD = 0x20;

  private static final int KERNELS_OWN = -0x1000;
  private static final int CPU = KERNELS_OWN + 36;
  private static final int RANDOM = KERNELS_OWN + 56;

  /// `BPF_ALU | BPF_MOD | BPF_K` and `BPF_RET | BPF_A`.
  private static final int MODULO = 0x94;

  private static final int RETURN = 0x16;

  /// `struct sock_fprog { u16 length; struct sock_filter *filter; }`.
  private static final int PROGRAM_SIZE = 16;

  private ReuseportSteering() {}

  /// By the CPU on which the SYN is handled: its number modulo the number of listeners, in the
  /// order in which they began to listen.
  ///
  /// @param listener any of them; the program is that of all
  public static void byCpu(int listener, int listeners) throws ErrnoException {
    attach(listener, CPU, listeners);
  }

  /// By chance, drawn anew for each SYN.
  ///
  /// @param listener any of them; the program is that of all
  public static void byChance(int listener, int listeners) throws ErrnoException {
    attach(listener, RANDOM, listeners);
  }

  private static void attach(int listener, int what, int listeners) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter =
          arena.allocateFrom(
              JAVA_LONG,
              instruction(LOAD, what),
              instruction(MODULO, listeners),
              instruction(RETURN, 0));
      MemorySegment program = arena.allocate(PROGRAM_SIZE, 8);
      program.set(JAVA_SHORT, 0, (short) 3);
      program.set(ADDRESS, 8, filter);
      check(
          Libc.setsockopt(listener, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, program, PROGRAM_SIZE),
          "setsockopt(fd %d, SO_ATTACH_REUSEPORT_CBPF)",
          listener);
    }
  }

  /// `struct sock_filter { u16 code; u8 jt, jf; u32 k; }` of a little-endian machine.
  private static long instruction(int code, int k) {
    return (long) k << 32 | code;
  }

  /// Prefers a listener for the SYNs that are handled on one CPU. Where none has the CPU, the hash
  /// decides.
  public static void preferFor(int listener, int cpu) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      check(
          Libc.setsockopt(
              listener, SOL_SOCKET, SO_INCOMING_CPU, arena.allocateFrom(JAVA_INT, cpu), 4),
          "setsockopt(fd %d, SO_INCOMING_CPU)",
          listener);
    }
  }
}
