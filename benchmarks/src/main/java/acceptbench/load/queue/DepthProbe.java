package acceptbench.load.queue;

import acceptbench.linux.ErrnoException;

/// Looks at the depth of the accept queue while the client's loop runs.
@FunctionalInterface
public interface DepthProbe {
  /// Looks at nothing.
  DepthProbe NONE = nanos -> {};

  /// Called about every 5 ms, by the client's thread: must be done within some tens of
  /// microseconds.
  ///
  /// @param nanos after the load's start
  void sample(long nanos) throws ErrnoException;
}
