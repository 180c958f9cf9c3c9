package acceptbench.bench.queue;

import acceptbench.load.queue.DepthSteps;
import acceptbench.load.queue.ExactQueue;
import acceptbench.load.queue.Join;
import acceptbench.load.queue.PeakCheck;
import acceptbench.load.queue.TimeSpent;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What both ends of an iteration's connections say about the accept queues.
///
/// @param waits nanoseconds from the end of the handshake to accept's return
/// @param dispatches nanoseconds from there to the first byte
/// @param spent where the connections' time went
/// @param joined how many connections both ends know of; NaN where that is not known
/// @param waitErrorMicros how much longer a wait may have been; NaN where that is not known
/// @param join both ends of each connection; null where the server's is not known
/// @param listeners how many queues there are
/// @param queue how deep the queues were; null where that is not known
/// @param check the deepest one beside what the kernel says; null where that is not known
public record QueueObservation(
    Histogram waits,
    Histogram dispatches,
    TimeSpent spent,
    double joined,
    double waitErrorMicros,
    @Nullable Join join,
    int listeners,
    @Nullable ExactQueue queue,
    @Nullable PeakCheck check) {
  /// How the two accounts of the queue's depth disagree, in words.
  public List<String> problems() {
    return check == null ? List.of() : check.problems();
  }

  /// How deep each listener's queue was over time; nothing where that is not known.
  public List<DepthSteps> depths() {
    return queue == null ? List.of() : queue.depths();
  }

  /// The greatest depth of one listener's queue; NaN where that is not known.
  public double peak(int listener) {
    return queue == null || check == null
        ? Double.NaN
        : Math.min(queue.peak(listener), check.depth());
  }

  /// The greatest depth of the deepest queue; NaN where that is not known.
  public double peak() {
    return check == null ? Double.NaN : check.depth();
  }

  /// By how much that may be wrong, up or down.
  public double peakError() {
    return check == null ? Double.NaN : Math.max(check.more(), check.fewer());
  }

  /// The smallest backlog with which nothing would have overflowed; NaN where that is not known.
  public double needed() {
    return check == null ? Double.NaN : check.needed();
  }

  /// The least that this can be; NaN where that is not known either.
  public double neededAtLeast() {
    return check == null ? Double.NaN : check.neededAtLeast();
  }
}
