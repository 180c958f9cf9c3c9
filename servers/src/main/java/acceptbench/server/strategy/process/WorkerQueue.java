package acceptbench.server.strategy.process;

import acceptbench.linux.ErrnoException;
import acceptbench.server.parameter.WorkerChoice;
import java.util.List;

/// Chooses the worker process that gets the next connection. For one thread.
final class WorkerQueue {
  private final List<WorkerProcess> workers;
  private final WorkerCounts counts;
  private final WorkerChoice choice;
  private final long[] passed;
  private final boolean[] dead;
  private int next;

  WorkerQueue(List<WorkerProcess> workers, WorkerCounts counts, WorkerChoice choice) {
    this.workers = workers;
    this.counts = counts;
    this.choice = choice;
    this.passed = new long[workers.size()];
    this.dead = new boolean[workers.size()];
  }

  /// Passes a copy of the descriptor to a worker that is alive.
  ///
  /// @return false where there is none
  boolean pass(int descriptor) throws ErrnoException {
    for (int chosen = choose(); chosen >= 0; chosen = choose()) {
      next = (chosen + 1) % workers.size();
      if (workers.get(chosen).send(descriptor)) {
        passed[chosen]++;
        return true;
      }
      dead[chosen] = true;
    }
    return false;
  }

  /// The next one in turn, of all workers or of those with the fewest connections in hand.
  private int choose() {
    int best = -1;
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < workers.size(); i++) {
      int candidate = (next + i) % workers.size();
      if (dead[candidate]) continue;
      if (choice == WorkerChoice.ROUND_ROBIN) return candidate;
      long inHand = passed[candidate] - counts.get(candidate, WorkerCounts.Count.FINISHED);
      if (inHand < fewest) {
        fewest = inHand;
        best = candidate;
      }
    }
    return best;
  }
}
