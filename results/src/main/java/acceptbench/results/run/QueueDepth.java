package acceptbench.results.run;

import java.util.List;

/// The accept queue's depth over the time of one iteration: of several listeners the deepest, as it
/// was seen look by look, and of each listener by itself, change by change, where the run knew it
/// exactly.
///
/// @param millis after the iteration's start
/// @param depths connections in the queue, one for each time
/// @param listeners the exact ones, in the listeners' order
public record QueueDepth(List<Double> millis, List<Double> depths, List<QueueDepth> listeners) {
  /// The run kept no series.
  public static final QueueDepth UNKNOWN = new QueueDepth(List.of(), List.of());

  public QueueDepth {
    millis = List.copyOf(millis);
    depths = List.copyOf(depths);
    listeners = List.copyOf(listeners);
  }

  /// One series by itself.
  QueueDepth(List<Double> millis, List<Double> depths) {
    this(millis, depths, List.of());
  }

  public boolean isKnown() {
    return !millis.isEmpty() || isExact();
  }

  public boolean isExact() {
    return !listeners.isEmpty();
  }

  /// The greatest depth that was seen; NaN without a look.
  public double deepest() {
    return depths.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /// When anybody was in the queue for the last time, in milliseconds: of an exact series when the
  /// last one left. NaN where nobody was.
  public double lastNotEmpty() {
    if (isExact())
      return listeners.stream()
          .filter(listener -> listener.deepest() > 0)
          .mapToDouble(listener -> listener.millis.getLast())
          .max()
          .orElse(Double.NaN);
    for (int i = depths.size() - 1; i >= 0; i--) if (depths.get(i) > 0) return millis.get(i);
    return Double.NaN;
  }

  /// The greatest depth of the deepest listener's exact series; NaN where there is none.
  public double exactDeepest() {
    return listeners.stream().mapToDouble(QueueDepth::deepest).max().orElse(Double.NaN);
  }
}
