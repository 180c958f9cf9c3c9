package acceptbench.linux;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.find;
import static acceptbench.linux.Downcalls.findVariadic;
import static acceptbench.linux.Downcalls.impossible;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/// The C library's functions on descriptors, one method each, named as the manual has them.
///
/// A method returns what the function returns, or its **negated errno** (see [Errno]) where the
/// function says -1. Nothing here throws, allocates or keeps state; [ErrnoException#check] makes an
/// exception of a negative result.
///
/// The handles are in groups that are made when the first of each is used: the JVM spins classes
/// for each signature, which takes a process that has just started 10 ms and more. What an
/// accepting loop needs is there once its socket is.
public final class Libc {
  private Libc() {}

  /// socket(2).
  public static int socket(int domain, int type, int protocol) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.SOCKET.invokeExact(state, domain, type, protocol), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// bind(2).
  public static int bind(int fd, MemorySegment address, int length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.BIND.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// listen(2). The kernel cuts the backlog to `net.core.somaxconn` without a word.
  public static int listen(int fd, int backlog) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.LISTEN.invokeExact(state, fd, backlog), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// accept4(2).
  public static int accept4(int fd, MemorySegment address, MemorySegment length, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) Sockets.ACCEPT4.invokeExact(state, fd, address, length, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// connect(2).
  public static int connect(int fd, MemorySegment address, int length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.CONNECT.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// open(2) of what exists already: without a mode.
  public static int open(MemorySegment path, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Devices.OPEN.invokeExact(state, path, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// close(2).
  public static int close(int fd) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.CLOSE.invokeExact(state, fd), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// shutdown(2).
  public static int shutdown(int fd, int how) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Sockets.SHUTDOWN.invokeExact(state, fd, how), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// getsockname(2).
  public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) Sockets.GETSOCKNAME.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// getpeername(2).
  public static int getpeername(int fd, MemorySegment address, MemorySegment length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) Sockets.GETPEERNAME.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// setsockopt(2).
  public static int setsockopt(int fd, int level, int name, MemorySegment value, int length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) Sockets.SETSOCKOPT.invokeExact(state, fd, level, name, value, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// getsockopt(2).
  public static int getsockopt(
      int fd, int level, int name, MemorySegment value, MemorySegment length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) Sockets.GETSOCKOPT.invokeExact(state, fd, level, name, value, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// send(2).
  public static long send(int fd, MemorySegment buffer, long length, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (long) Sockets.SEND.invokeExact(state, fd, buffer, length, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// recv(2).
  public static long recv(int fd, MemorySegment buffer, long length, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (long) Sockets.RECV.invokeExact(state, fd, buffer, length, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// sendmsg(2).
  public static long sendmsg(int fd, MemorySegment message, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((long) Messages.SENDMSG.invokeExact(state, fd, message, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// recvmsg(2).
  public static long recvmsg(int fd, MemorySegment message, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((long) Messages.RECVMSG.invokeExact(state, fd, message, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// read(2).
  public static long read(int fd, MemorySegment buffer, long length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((long) Sockets.READ.invokeExact(state, fd, buffer, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// write(2).
  public static long write(int fd, MemorySegment buffer, long length) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((long) Sockets.WRITE.invokeExact(state, fd, buffer, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// memfd_create(2).
  public static int memfdCreate(MemorySegment name, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Memory.MEMFD_CREATE.invokeExact(state, name, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// ioctl(2) with a pointer as its argument.
  public static int ioctl(int fd, long request, MemorySegment argument) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) Devices.IOCTL.invokeExact(state, fd, request, argument), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Links the functions of sockets, as the first call of one of them would: for who has nothing
  /// else to do just now. In a JVM that has just started it takes up to a tenth of a second.
  public static void link() {
    Objects.requireNonNull(Sockets.CLOSE);
  }

  private static final class Sockets {
    static final MethodHandle SOCKET =
        find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    static final MethodHandle BIND =
        find("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle LISTEN =
        find("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    static final MethodHandle ACCEPT4 =
        find("accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    static final MethodHandle CONNECT =
        find("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    static final MethodHandle SHUTDOWN =
        find("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    static final MethodHandle GETSOCKNAME =
        find("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle GETPEERNAME =
        find("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle SETSOCKOPT =
        find(
            "setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle GETSOCKOPT =
        find(
            "getsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle SEND =
        find("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    static final MethodHandle RECV =
        find("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    static final MethodHandle READ =
        find("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    static final MethodHandle WRITE =
        find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  private static final class Messages {
    static final MethodHandle SENDMSG =
        find("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle RECVMSG =
        find("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  }

  private static final class Devices {
    static final MethodHandle OPEN =
        findVariadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle IOCTL =
        findVariadic("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  }

  private static final class Memory {
    static final MethodHandle MEMFD_CREATE =
        find("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  }
}
