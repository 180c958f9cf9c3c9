package acceptbench.server.strategy.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A count that one thread makes and any thread reads: a plain add and a release store, no locked
/// instruction on the accept path.
public final class SingleWriterCount {
  private static final VarHandle VALUE = find();

  private long value;

  /// For the one thread that counts.
  public void increment() {
    VALUE.setRelease(this, value + 1);
  }

  public long get() {
    return (long) VALUE.getAcquire(this);
  }

  private static VarHandle find() {
    try {
      return MethodHandles.lookup().findVarHandle(SingleWriterCount.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
