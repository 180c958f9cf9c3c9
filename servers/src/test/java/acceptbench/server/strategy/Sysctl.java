package acceptbench.server.strategy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Kernel settings of the tests' own network namespace.
final class Sysctl {
  private Sysctl() {}

  static int read(String name) throws IOException {
    // Not Files.readString: it asks for the first byte alone, and sysctls tell no second time.
    try (BufferedReader reader = Files.newBufferedReader(Path.of("/proc/sys", name))) {
      return Integer.parseInt(reader.readLine().strip());
    }
  }

  /// Only where the tests have a namespace of their own: nobody changes the host's.
  static void write(String name, int value) throws IOException {
    if ("private".equals(System.getenv("NETWORK_NAMESPACE")))
      Files.writeString(Path.of("/proc/sys", name), String.valueOf(value));
  }
}
