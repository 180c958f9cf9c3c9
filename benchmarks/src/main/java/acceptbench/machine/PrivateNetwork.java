package acceptbench.machine;

import acceptbench.kernel.Sysctls;
import acceptbench.launch.UserError;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.NetworkInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes a new network namespace fit for a run: `lo` up, and the two settings changed that would
/// distort a measurement. Never called on the host's stack.
public final class PrivateNetwork {
  /// What is written below `/proc/sys`, and nothing else: `somaxconn` and `tcp_max_syn_backlog`
  /// stay as the kernel has them, since they are part of the question.
  private static final Map<String, String> SYSCTLS = sysctls();

  private PrivateNetwork() {}

  /// Brings `lo` up and sets what a run needs.
  ///
  /// @param root the file system's root
  /// @return the sysctls that were changed
  /// @throws UserError if `lo` can't be brought up, for without it nothing connects
  public static Map<String, String> prepare(Path root) throws UserError {
    try {
      NetworkInterface.LOOPBACK.bringUp();
    } catch (ErrnoException e) {
      throw UserError.unavailable(
          "can't bring up lo in the private network: " + e.getMessage() + "; try --network host");
    }
    Map<String, String> written = new LinkedHashMap<>();
    SYSCTLS.forEach(
        (name, value) -> {
          if (write(root, name, value)) written.put(name, value);
        });
    return written;
  }

  /// Where /proc/sys is read-only the run goes on with what is there; environment.json shows it.
  private static boolean write(Path root, String name, String value) {
    try {
      Files.writeString(Sysctls.file(root.resolve("proc/sys"), name), value);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> sysctls() {
    Map<String, String> sysctls = new LinkedHashMap<>();
    // 64,512 instead of 28,232 ports, so that a long run does not wait for one to become free.
    sysctls.put("net.ipv4.ip_local_port_range", "1024 65535");
    // A peer whose metrics are cached counts as proven, which moves the SYN queue's limit (the law
    // `max-syn-backlog`).
    sysctls.put("net.ipv4.tcp_no_metrics_save", "1");
    return sysctls;
  }
}
