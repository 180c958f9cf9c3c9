package acceptbench.kernel;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/// Folders of `/proc/thread-self` as they were recorded on Linux 6.18 in a private network
/// namespace, before and after 10 connects to a listener of backlog 5 that nobody accepts from.
final class Recorded {
  static final Path BEFORE = folder("before");
  static final Path AFTER = folder("after");

  private Recorded() {}

  private static Path folder(String name) {
    URL url = Objects.requireNonNull(Recorded.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
