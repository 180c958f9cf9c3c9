package acceptbench.kernel.law;

import java.io.IOException;

/// The machine paused in the middle of an experiment for so long that timers ran out which it took
/// for still: what was measured says nothing, and the experiment is made again.
final class PausedException extends IOException {
  private static final long serialVersionUID = 1;

  PausedException() {
    super("this machine paused in the middle of an experiment, again and again: it is too busy");
  }
}
