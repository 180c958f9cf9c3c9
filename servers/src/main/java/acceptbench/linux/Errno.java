package acceptbench.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The error numbers that this project meets, and their names. The values are the same on x86_64
/// and aarch64 (`include/uapi/asm-generic/errno-base.h`, `errno.h`).
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EPIPE = 32;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETUNREACH = 101;
  public static final int ECONNABORTED = 103;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int ENOTCONN = 107;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EALREADY = 114;
  public static final int EINPROGRESS = 115;
  public static final int ESTALE = 116;

  /// No text of strerror(3) is longer.
  private static final int MOST_TEXT = 1_024;

  private static final MethodHandle STRERROR =
      Downcalls.find("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Errno() {}

  /// The C library's words for it, in this process's language: `Too many open files` say.
  @SuppressWarnings("restricted")
  public static String text(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(Downcalls.callState(), errno);
      return text.reinterpret(MOST_TEXT).getString(0);
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
  }

  /// The name in the manual, `EADDRINUSE` say; `errno 200` for a number that has none here.
  public static String name(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM";
      case ENOENT -> "ENOENT";
      case ESRCH -> "ESRCH";
      case EINTR -> "EINTR";
      case EBADF -> "EBADF";
      case EAGAIN -> "EAGAIN";
      case EACCES -> "EACCES";
      case EINVAL -> "EINVAL";
      case ENFILE -> "ENFILE";
      case EMFILE -> "EMFILE";
      case EPIPE -> "EPIPE";
      case EADDRINUSE -> "EADDRINUSE";
      case EADDRNOTAVAIL -> "EADDRNOTAVAIL";
      case ENETUNREACH -> "ENETUNREACH";
      case ECONNABORTED -> "ECONNABORTED";
      case ECONNRESET -> "ECONNRESET";
      case ENOBUFS -> "ENOBUFS";
      case ENOTCONN -> "ENOTCONN";
      case ETIMEDOUT -> "ETIMEDOUT";
      case ECONNREFUSED -> "ECONNREFUSED";
      case EALREADY -> "EALREADY";
      case EINPROGRESS -> "EINPROGRESS";
      case ESTALE -> "ESTALE";
      default -> "errno " + errno;
    };
  }
}
