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
}
