package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other processes meet is in `RunInProgressIT`.
class RunLockTest {
  @TempDir private Path parent;
  private RunFolder folder = new RunFolder(Path.of(""));

  @BeforeEach
  void create() throws Exception {
    folder = RunFolder.create(Optional.of(parent.resolve("run")), Instant.EPOCH);
  }

  @Test
  void garbageCollectionDoesNotTakeItAway() throws Exception {
    try (RunLock _ = RunLock.take(folder, 4711)) {
      collectGarbage();
      assertThatThrownBy(() -> RunLock.take(folder, 4712))
          .isInstanceOf(UserError.class)
          .hasMessage(folder.path() + ": a run is in progress (pid 4711)");
    }
    RunLock.take(folder, 4712).close();
    assertThat(folder.path().resolve(".lock")).content().isEqualTo("4712");
  }

  /// Returns when something that nobody refers to has been collected.
  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) System.gc();
    System.gc();
  }

  @Test
  void ofTwoThatWereStartedAtTheSameTimeOneGoesOn() throws Exception {
    RunFolder others = RunFolder.create(Optional.of(folder.path()), Instant.EPOCH);
    RunLock lock = folder.lockUnused(1);
    assertThatThrownBy(() -> others.lockUnused(2)).hasMessageContaining("in progress (pid 1)");
    Files.createFile(folder.journal());
    lock.close();
    assertThatThrownBy(() -> others.lockUnused(2)).hasMessageContaining("holds a run already");
  }

  @Test
  void nobodyHoldsAFolderThatWasNeverLocked() throws IOException {
    assertThat(RunLock.holder(folder)).isEmpty();
    Files.createFile(folder.path().resolve(".lock"));
    assertThat(RunLock.holder(folder)).isEmpty();
    assertThat(RunLock.holder(new RunFolder(parent.resolve("nowhere")))).isEmpty();
  }

  @Test
  void whereNoRunIsNothingIsLockedToGoOnWithIt() {
    assertThatThrownBy(() -> folder.lockUsed(1)).hasMessageContaining("no run in that folder");
    assertThat(folder.path().resolve(".lock")).doesNotExist();
  }
}
