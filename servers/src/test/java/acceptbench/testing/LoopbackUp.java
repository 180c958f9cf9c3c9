package acceptbench.testing;

import acceptbench.linux.socket.NetworkInterface;
import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Brings `lo` up before all tests: in the private network namespace of a test run it is down at
/// first, and a JVM that loads its network classes then has no IPv6 as long as it lives.
public final class LoopbackUp implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (!NetworkInterface.LOOPBACK.isUp()) NetworkInterface.LOOPBACK.bringUp();
  }
}
