package acceptbench.bench.account;

import acceptbench.server.Resumed;
import acceptbench.server.ServerProcess;
import acceptbench.server.Stalled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/// The stalls of a server's acceptors in one iteration, and what each really was: the server
/// reports when its acceptors stopped and when they went on.
///
/// Each load calls [#end], whether the stall, the load or patience ends first, so that none leaves
/// a server stalled. Only [#begin] and [#settle] wait for the server; the client's loop may call
/// the others.
public final class AcceptorStalls {
  private final Supplier<ServerProcess> server;
  private int asked;
  private int collected;
  private Stalled last = new Stalled(0, 0, 0);
  private long firstNanos;
  private long totalNanos;
  private long cpuNanos;
  private final List<Long> resumedAtNanos = new ArrayList<>();
  private int fewestAcceptors;

  /// @param server asked for only where there is a stall: not every server can be stalled
  public AcceptorStalls(Supplier<ServerProcess> server) {
    this.server = server;
  }

  /// Starts over, for another iteration.
  public void reset() {
    asked = 0;
    collected = 0;
    totalNanos = 0;
    cpuNanos = 0;
    resumedAtNanos.clear();
    fewestAcceptors = Integer.MAX_VALUE;
  }

  /// Stalls the acceptors, and returns when they stand still.
  public void begin() {
    request();
    collect();
  }

  /// Asks for a stall.
  public void request() {
    // A pipe has room for a limited number of answers.
    while (collected < asked && server.get().hasAnswered()) collect();
    server.get().requestStall();
    asked++;
  }

  /// Asks for the end of the stall that is going on, if there is one.
  public void end() {
    if (!isGoingOn()) return;
    server.get().requestResume();
    asked++;
  }

  /// Returns when the server accepts again.
  public void settle() {
    end();
    while (collected < asked) collect();
  }

  private boolean isGoingOn() {
    return asked % 2 == 1;
  }

  /// Takes the next answer. Stalls and their ends take turns.
  private void collect() {
    if (collected % 2 == 0) {
      last = server.get().awaitStalled();
      if (collected == 0) firstNanos = last.atNanos();
      fewestAcceptors = Math.min(fewestAcceptors, last.acceptors());
    } else {
      Resumed resumed = server.get().awaitResumed();
      totalNanos += resumed.atNanos() - last.atNanos();
      cpuNanos += resumed.cpuNanos();
      resumedAtNanos.add(resumed.atNanos());
    }
    collected++;
  }

  /// How many there were.
  int count() {
    return asked / 2;
  }

  /// How long all of them lasted, NaN where there was none.
  double totalNanos() {
    return count() == 0 ? Double.NaN : totalNanos;
  }

  /// CPU time that the processes that accept burned during all of them, NaN where there was none.
  double cpuNanos() {
    return count() == 0 ? Double.NaN : cpuNanos;
  }

  /// How long it took at most from the end of a stall to the first greeting after it; NaN where no
  /// greeting came after one of the stalls.
  ///
  /// @param firstGreetedAfter when the first client was greeted after a time, both as
  ///     [System#nanoTime] has them; [Long#MAX_VALUE] where none was
  double recoveryNanos(LongUnaryOperator firstGreetedAfter) {
    long longest = -1;
    for (long resumed : resumedAtNanos) {
      long greeted = firstGreetedAfter.applyAsLong(resumed);
      if (greeted == Long.MAX_VALUE) return Double.NaN;
      longest = Math.max(longest, greeted - resumed);
    }
    return longest < 0 ? Double.NaN : longest;
  }

  /// How long after a time the first one began, negative where that was before; NaN where there was
  /// none.
  ///
  /// @param nanos as [System#nanoTime] has it
  double firstAfter(long nanos) {
    return count() == 0 ? Double.NaN : firstNanos - nanos;
  }

  /// How many acceptors stood still, in the stall that took the fewest; NaN where there was none.
  double acceptors() {
    return count() == 0 ? Double.NaN : fewestAcceptors;
  }
}
