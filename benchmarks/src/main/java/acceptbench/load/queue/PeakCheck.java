package acceptbench.load.queue;

import java.util.ArrayList;
import java.util.List;

/// Compares the depth of a queue that follows from its connections with what the kernel says.
///
/// The queue holds backlog + 1, and one more for each further CPU on which a connection was added
/// at the same moment (the check, `sk_acceptq_is_full`, and the adding are not one step). If the
/// kernel dropped a packet because the queue was full, the queue held at least backlog + 1. It was
/// at least as deep as any look at it showed.
///
/// @param peak the deepest queue's
/// @param more how many more it may have held
/// @param fewer how many fewer
/// @param backlog the one in force
/// @param cpus on how many CPUs handshakes may have ended
/// @param overflowed whether a packet was dropped for a full queue
/// @param sampled the greatest depth that was seen
public record PeakCheck(
    int peak, long more, long fewer, int backlog, int cpus, boolean overflowed, int sampled) {
  /// How the two disagree, in words; empty where they agree.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (peak - fewer > (long) backlog + cpus)
      problems.add(
          "the accept queue held %d connections (%d fewer at most) by what both ends know, but at backlog %d there is room for %d"
              .formatted(peak, fewer, backlog, backlog + cpus));
    if (overflowed && peak + more < backlog + 1L)
      problems.add(
          "the accept queue held %d connections (%d more at most) by what both ends know, but it overflowed at backlog %d"
              .formatted(peak, more, backlog));
    if (peak + more < sampled)
      problems.add(
          "the accept queue held %d connections (%d more at most) by what both ends know, but inet_diag saw %d"
              .formatted(peak, more, sampled));
    return List.copyOf(problems);
  }

  /// The depth nearest to the peak that the kernel's rule allows.
  public int depth() {
    return overflowed
        ? Math.clamp(peak, backlog + 1, backlog + cpus)
        : Math.min(peak, backlog + cpus);
  }

  /// The smallest backlog with which nothing would have overflowed: NaN where something did. With 0
  /// there is room for one.
  public double needed() {
    return overflowed ? Double.NaN : Math.max(0, depth() - 1);
  }

  /// The least that this backlog can be: it is not known where something overflowed, and then it is
  /// more than the one in force.
  public double neededAtLeast() {
    return overflowed ? backlog + 1.0 : needed();
  }
}
