package acceptbench.linux;

import static acceptbench.linux.ErrnoException.check;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// An epoll(7) instance with its buffer of events. For one thread at a time; [#close] is refused
/// while a thread waits.
///
/// `struct epoll_event` is packed to 12 bytes on x86_64 and has 16 bytes elsewhere
/// (`include/uapi/linux/eventpoll.h`). Each event carries an int of the caller's, a descriptor or
/// an index.
public final class Epoll implements AutoCloseable {
  public static final int EPOLLIN = 0x1;
  public static final int EPOLLOUT = 0x4;
  public static final int EPOLLERR = 0x8;
  public static final int EPOLLHUP = 0x10;
  public static final int EPOLLRDHUP = 0x2000;
  public static final int EPOLLEXCLUSIVE = 1 << 28;
  public static final int EPOLLET = 1 << 31;

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;

  private static final Layout LAYOUT = Layout.of(System.getProperty("os.arch"));

  private final DescriptorArena descriptor;
  private final MemorySegment change;
  private final MemorySegment ready;
  private final int capacity;
  private final int fd;

  /// @param capacity the most events that one wait returns
  public Epoll(int capacity) throws ErrnoException {
    if (capacity < 1) throw new IllegalArgumentException("a capacity of " + capacity);
    this.capacity = capacity;
    this.fd = check(EventCalls.epollCreate1(EPOLL_CLOEXEC), "epoll_create1()");
    this.descriptor = new DescriptorArena(fd);
    this.change = descriptor.allocate(LAYOUT.size(), 8);
    this.ready = descriptor.allocate((long) capacity * LAYOUT.size(), 8);
  }

  /// Watches a descriptor. `data` comes back with each of its events.
  public void add(int watched, int events, int data) throws ErrnoException {
    change.set(JAVA_INT, 0, events);
    change.set(JAVA_INT, LAYOUT.dataOffset(), data);
    int result = EventCalls.epollCtl(fd, EPOLL_CTL_ADD, watched, change);
    if (result < 0) throw new ErrnoException("epoll_ctl(ADD, fd " + watched + ")", -result);
  }

  public void remove(int watched) throws ErrnoException {
    int result = EventCalls.epollCtl(fd, EPOLL_CTL_DEL, watched, change);
    if (result < 0) throw new ErrnoException("epoll_ctl(DEL, fd " + watched + ")", -result);
  }

  /// Waits for events; a signal counts as none.
  ///
  /// @param timeoutMillis 0 only looks, -1 waits without end
  /// @return how many there are, to be read with [#events] and [#data]
  public int await(int timeoutMillis) throws ErrnoException {
    int count = EventCalls.epollWait(fd, ready, capacity, timeoutMillis);
    if (count == -Errno.EINTR) return 0;
    if (count < 0) throw new ErrnoException("epoll_wait(fd " + fd + ")", -count);
    return count;
  }

  /// The event mask of the i-th event of the last wait.
  public int events(int i) {
    return ready.get(JAVA_INT, (long) i * LAYOUT.size());
  }

  /// What was given to [#add] for the i-th event of the last wait.
  public int data(int i) {
    return ready.get(JAVA_INT, (long) i * LAYOUT.size() + LAYOUT.dataOffset());
  }

  /// See [DescriptorArena#close].
  @Override
  public void close() {
    descriptor.close();
  }

  /// Where `struct epoll_event` has its data, and its size, both in bytes.
  record Layout(int size, int dataOffset) {
    static Layout of(String architecture) {
      return switch (architecture) {
        case "amd64", "x86_64" -> new Layout(12, 4);
        default -> new Layout(16, 8);
      };
    }
  }
}
