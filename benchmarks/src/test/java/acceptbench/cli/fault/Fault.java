package acceptbench.cli.fault;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.process.Signals;
import acceptbench.linux.socket.SocketConstants;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// What goes wrong with a server, and at which command of its control pipe.
public enum Fault {
  CRASH("resume") {
    @Override
    void happen() {
      Runtime.getRuntime().halt(3);
    }
  },
  HANG_AT_START("") {
    @Override
    void happen() throws InterruptedException {
      forEver();
    }
  },
  HANG_IN_STALL("stall") {
    @Override
    void happen() throws InterruptedException {
      forEver();
    }
  },
  BE_KILLED("resume") {
    @Override
    void happen() throws IOException {
      Signals.send(ProcessHandle.current().pid(), Signals.SIGKILL);
    }
  },
  BE_STOPPED("resume") {
    @Override
    void happen() throws IOException {
      Signals.send(ProcessHandle.current().pid(), Signals.SIGSTOP);
    }
  },
  CLOSE_THE_LISTENER("resume") {
    @Override
    void happen() {
      for (int fd = 0; fd < 1_000; fd++) if (listens(fd)) Libc.close(fd);
    }
  },
  PRINT_GARBAGE("resume") {
    @Override
    void happen() throws IOException {
      new FileOutputStream(FileDescriptor.out)
          .write("\u0000%&/( stats of nothing\n".getBytes(StandardCharsets.UTF_8));
    }
  },
  LEAK_DESCRIPTORS("stats") {
    @Override
    void happen() throws IOException {
      ErrnoException.check(
          Libc.socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0), "socket");
    }
  },
  RUN_OUT_OF_DESCRIPTORS("stall") {
    @Override
    void happen() {
      int fd;
      do fd = Libc.socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0);
      while (fd >= 0);
    }
  },
  ANSWER_WRONGLY("stall") {
    @Override
    @SuppressWarnings("restricted") // the greeting is read-only to all that ask for it properly
    void happen() throws ReflectiveOperationException {
      Field greeting =
          Class.forName("acceptbench.server.strategy.common.Greeting").getDeclaredField("NATIVE");
      greeting.setAccessible(true);
      MemorySegment bytes = (MemorySegment) greeting.get(null);
      MemorySegment.ofAddress(bytes.address())
          .reinterpret(bytes.byteSize())
          .set(ValueLayout.JAVA_BYTE, 0, (byte) 'J');
    }
  };

  private static final int SO_ACCEPTCONN = 30;

  private final String command;

  Fault(String command) {
    this.command = command;
  }

  abstract void happen() throws IOException, InterruptedException, ReflectiveOperationException;

  /// Whether it is this command that it happens at; the empty one is the start.
  boolean isDueAt(String given) {
    return given.equals(command);
  }

  private static void forEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static boolean listens(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 4);
      return Libc.getsockopt(fd, SocketConstants.SOL_SOCKET, SO_ACCEPTCONN, answer, length) == 0
          && answer.get(ValueLayout.JAVA_INT, 0) == 1;
    }
  }
}
