package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.run.plan.Share;
import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Shares that come from other machines, and may be damaged.
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadSharesTest {
  @TempDir(factory = InMemory.class)
  private Path parent;

  private Path share(int number) throws Exception {
    return new SharesOnDisk(parent, 2).share(new Share(number, 2), "a", List.of("1"));
  }

  @Test
  void whateverAShareSaysOfItselfItIsPooledOrRefused() throws Exception {
    Path one = share(1);
    Path other = share(2);
    Path file = other.resolve("environment.json");
    BadInput.feed(
        content -> {
          Files.write(file, content);
          SharePool.of(List.of(one, other));
          List<ShareFolder> both =
              List.of(ShareFolder.of(one).orElseThrow(), ShareFolder.of(other).orElseThrow());
          new PooledEnvironment(both, Machines.of(both))
              .write(parent.resolve("pooled.json"), new TreeMap<>(), 1);
        },
        UserError.class,
        Files.readAllBytes(file));
  }

  /// Each share that is missing is named, so there may not be thousands of millions.
  @Test
  void aShareOfMoreThanThereCanBeIsNone() throws Exception {
    Path one = share(1);
    ObjectNode environment = SharesOnDisk.environment(one);
    ((ObjectNode) environment.path("share")).put("of", Integer.MAX_VALUE);
    SharesOnDisk.write(one, environment);
    assertThat(SharePool.isShare(one)).isFalse();
    Path other = share(2);
    assertThatThrownBy(() -> SharePool.of(List.of(one, other)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(one + " is no share of a plan");
  }
}
