package acceptbench.testing;

import acceptbench.linux.socket.NetworkInterface;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For tests that count packets or set sysctls: they run in a network namespace of their own, with
/// `lo` up.
///
/// Where there is no right to one, see [Requirement].
public final class NeedsPrivateNetwork implements BeforeEachCallback {
  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    boolean isPrivate = "private".equals(System.getenv("NETWORK_NAMESPACE"));
    Requirement.require(isPrivate, "no right to a network namespace: run as root");
    NetworkInterface.LOOPBACK.bringUp();
  }
}
