package acceptbench.testing;

import acceptbench.linux.NetworkInterface;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For tests that count packets or set sysctls: they run in a network namespace of their own, with
/// `lo` up.
///
/// Without one they are skipped, on CI (CI=true) they fail.
public final class PrivateNetwork implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    boolean isPrivate = "private".equals(System.getenv("NETWORK_NAMESPACE"));
    if (!isPrivate && "true".equals(System.getenv("CI")))
      throw new IllegalStateException("no right to a network namespace: run as root");
    Assumptions.assumeTrue(isPrivate, "no right to a network namespace");
    NetworkInterface.LOOPBACK.bringUp();
  }
}
