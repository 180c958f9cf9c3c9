package acceptbench.linux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What one owner has opened. It is closed in the reverse order, all of it, whatever fails on the
/// way: the first failure is thrown, and the others are added to it as suppressed. For one thread.
public final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /// Has this closed before all that was added earlier.
  ///
  /// @return the same
  public <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /// Closes everything because something failed; what fails now is added to that as suppressed.
  @SuppressWarnings("ReferenceEquality") // nothing may be suppressed by itself
  public void closeAfter(Throwable failure) {
    while (!opened.isEmpty()) {
      Throwable next = closeLast();
      if (next != null && next != failure) failure.addSuppressed(next);
    }
  }

  /// Closes everything. A second time there is nothing to close.
  ///
  /// @throws IOException where something can't be closed
  @Override
  public void close() throws IOException {
    Throwable first = null;
    while (first == null && !opened.isEmpty()) first = closeLast();
    if (first == null) return;
    closeAfter(first);
    switch (first) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IOException(first);
    }
  }

  private @Nullable Throwable closeLast() {
    try {
      opened.pop().close();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (Throwable e) {
      return e;
    }
  }
}
