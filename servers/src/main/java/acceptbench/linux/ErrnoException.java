package acceptbench.linux;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;

/// A system call that failed: `listen(fd 7, backlog 511): EADDRINUSE`.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  public ErrnoException(String call, int errno) {
    super(call + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /// The positive error number, one of [Errno]'s.
  public int errno() {
    return errno;
  }

  /// Passes on what a [Libc] method returned, and throws where that is a negated errno.
  ///
  /// @param call a format for the call with its arguments, `"listen(fd %d, backlog %d)"` say
  @FormatMethod
  public static int check(int result, @FormatString String call, Object... arguments)
      throws ErrnoException {
    if (result < 0) throw new ErrnoException(String.format(call, arguments), -result);
    return result;
  }

  /// The same for functions that return a `ssize_t`.
  @FormatMethod
  public static long check(long result, @FormatString String call, Object... arguments)
      throws ErrnoException {
    if (result < 0) throw new ErrnoException(String.format(call, arguments), (int) -result);
    return result;
  }
}
