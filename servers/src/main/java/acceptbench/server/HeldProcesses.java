package acceptbench.server;

import java.io.IOException;

/// Processes that are kept from accepting from outside, until they are let go.
public sealed interface HeldProcesses permits StoppedProcesses, StarvedProcesses {
  /// Lets them go on: those that are left, where one has ended.
  void resume() throws IOException;
}
