package acceptbench.kernel.law.rig;

import java.io.IOException;

/// The machine paused in the middle of an experiment, for so long that timers ran out which must
/// not while it measures. What was measured says nothing, and the experiment is repeated.
public final class PausedException extends IOException {
  private static final long serialVersionUID = 1;

  public PausedException() {
    super("this machine paused in the middle of an experiment, again and again: it is too busy");
  }
}
