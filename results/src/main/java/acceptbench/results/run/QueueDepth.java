package acceptbench.results.run;

import java.util.List;

/// The accept queue's depth over the time of one iteration.
///
/// @param millis after the iteration's start
/// @param depths connections in the queue, one for each time
public record QueueDepth(List<Double> millis, List<Double> depths) {
  /// The run kept no series.
  public static final QueueDepth UNKNOWN = new QueueDepth(List.of(), List.of());

  public QueueDepth {
    millis = List.copyOf(millis);
    depths = List.copyOf(depths);
  }

  public boolean isKnown() {
    return !millis.isEmpty();
  }
}
