package acceptbench.server.strategy.nio;

import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A thread with a Selector: it serves what is ready, then does what other threads asked for, again
/// and again.
final class SelectorLoop {
  /// What is to be done when a channel is ready.
  interface ReadyHandler {
    void ready(SelectionKey key) throws IOException;
  }

  /// Something to be done by the loop's thread.
  interface Task {
    void run() throws IOException;
  }

  private static final int DEADLINE_SECONDS = 15;

  private final String name;
  private final ReadyHandler handler;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private @Nullable Selector selector;
  private @Nullable Thread thread;
  private volatile boolean closed;

  SelectorLoop(String name, ReadyHandler handler) {
    this.name = name;
    this.handler = handler;
  }

  void start() throws IOException {
    Selector opened = Selector.open();
    selector = opened;
    thread = Thread.ofPlatform().name(name).start(() -> run(opened));
  }

  private void run(Selector opened) {
    try (opened) {
      while (!closed) {
        opened.select(this::handle);
        runTasks();
      }
      // What was handed over since is registered, and closed with the rest.
      runTasks();
      for (SelectionKey key : opened.keys()) key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void runTasks() throws IOException {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) task.run();
  }

  private void handle(SelectionKey key) {
    try {
      handler.ready(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Has the loop's thread do something after what it is at. For any thread.
  void execute(Task task) {
    tasks.add(task);
    started().wakeup();
  }

  /// Has the loop's thread do something, and waits until it is done.
  void await(Task task) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    execute(
        () -> {
          task.run();
          done.countDown();
        });
    try {
      if (!done.await(DEADLINE_SECONDS, TimeUnit.SECONDS))
        throw new IOException(name + " was busy for " + DEADLINE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + name, e);
    }
  }

  /// Makes a channel non-blocking and registers it, or changes what it is registered for. For the
  /// loop's thread.
  void register(SelectableChannel channel, int interest) throws IOException {
    channel.configureBlocking(false);
    channel.register(started(), interest);
  }

  /// Ends the thread and closes all that is registered.
  void close() throws IOException {
    closed = true;
    if (selector != null) selector.wakeup();
    if (thread != null) Threads.join(thread);
  }

  private Selector started() {
    if (selector == null) throw new IllegalStateException(name + " was not started");
    return selector;
  }
}
