package acceptbench.linux;

import acceptbench.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Threads as the kernel sees them, so that a test can wait until one is blocked in a system call.
public final class ThreadIds {
  private ThreadIds() {}

  /// The calling thread's id: `/proc/thread-self` is a link to `PID/task/TID`.
  public static long own() throws IOException {
    Path link = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    return Long.parseLong(link.getFileName().toString());
  }

  /// Waits until a thread of this process sleeps; the caller knows that it is in native code.
  public static void awaitSleeping(long thread) throws Exception {
    Await.until("thread " + thread + " sleeps", () -> isSleeping(thread));
  }

  /// The same, for a thread that may have done all it had to.
  public static void awaitSleepingOrEnded(long id, Thread thread) throws Exception {
    Await.until("it sleeps or ends: " + thread, () -> !thread.isAlive() || isSleeping(id));
  }

  private static boolean isSleeping(long thread) throws IOException {
    Path stat = Path.of("/proc/self/task/" + thread + "/stat");
    try {
      String text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2) == 'S';
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }
}
