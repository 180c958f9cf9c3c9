package acceptbench.results.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Files that are read on another CPU while this one reads others.
public final class Meanwhile<T> {
  /// Reading less than that takes no longer than starting a thread for it.
  private static final long WORTH_A_THREAD = 100_000;

  private final FutureTask<T> task;

  private Meanwhile(Callable<T> work) {
    task = new FutureTask<>(work);
  }

  /// Starts the work; it ends with the program at the latest.
  public static <T> Meanwhile<T> start(Callable<T> work) {
    Meanwhile<T> meanwhile = new Meanwhile<>(work);
    Thread.ofPlatform().daemon().name("reader").start(meanwhile.task);
    return meanwhile;
  }

  /// Starts reading a file, if it is long; a short one, or none, is read by who asks for it.
  public static <T> Meanwhile<T> reading(Path file, Callable<T> work) {
    return file.toFile().length() < WORTH_A_THREAD ? new Meanwhile<>(work) : start(work);
  }

  /// What came of it, when it is done.
  ///
  /// @throws IOException the one that the work ended with, if it did
  public T get() throws IOException {
    task.run(); // unless somebody else does or did
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException ended) {
        throw ended;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
  }
}
