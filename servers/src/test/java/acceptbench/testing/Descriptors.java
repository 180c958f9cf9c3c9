package acceptbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The open descriptors of this process.
public final class Descriptors {
  private static final File OWN = new File("/proc/self/fd");
  private static final int ROUNDS = 5;

  private Descriptors() {}

  /// What may leave nothing open.
  public interface Act {
    void run() throws Exception;
  }

  /// Does something several times, and asserts that no descriptor is left of it. Once before, as
  /// the JVM opens files of its own when it first runs something.
  public static void assertNoneLeft(Act act) throws Exception {
    act.run();
    Map<Integer, String> before = open();
    for (int i = 0; i < ROUNDS; i++) act.run();
    assertThat(open()).isEqualTo(before);
  }

  /// What each descriptor is, `socket:[4711]` say.
  public static Map<Integer, String> open() throws Exception {
    Map<Integer, String> open = new TreeMap<>();
    for (String name : OWN.list()) {
      Path link = OWN.toPath().resolve(name);
      // The one that the listing needed is gone.
      if (Files.isSymbolicLink(link))
        open.put(Integer.valueOf(name), Files.readSymbolicLink(link).toString());
    }
    return open;
  }
}
