package acceptbench.testing;

import java.io.IOException;

/// This network namespace's loopback, slow until it is closed: each packet waits for its turn, as
/// on a machine that has no CPU for it, and none is lost.
public final class SlowLoopback implements AutoCloseable {
  /// What is missing where this can't be had.
  public static final String NEEDED =
      "tc can't slow the loopback down: it takes iproute2, and sch_tbf in the kernel";

  /// Leaves the test out, or fails it, where this can't be had.
  ///
  /// @param rate as tc writes it, `130kbit`
  public SlowLoopback(String rate) {
    Requirement.require(
        tc("add dev lo root tbf burst 3000 limit 1000000 rate " + rate) == 0, NEEDED);
  }

  private static int tc(String arguments) {
    try {
      return new ProcessBuilder(("tc qdisc " + arguments).split(" ")).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while tc ran", e);
    }
  }

  @Override
  public void close() {
    tc("del dev lo root");
  }
}
