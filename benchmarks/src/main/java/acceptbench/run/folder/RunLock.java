package acceptbench.run.folder;

import acceptbench.launch.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A run's ownership of its folder, from its start to its end: a lock (fcntl(2)) on `.lock`, which
/// also has the process id of the run's launcher. The kernel takes it back from a process that has
/// ended, for any reason.
///
/// The lock belongs to the process, which loses it by closing any channel to the file: so [#holder]
/// is for other processes only. The channel is kept in a field, as the garbage collector closes one
/// that nobody refers to.
public final class RunLock implements AutoCloseable {
  private static final String NAME = ".lock";

  /// A process that reads the holder's name also locks the file for a moment; and a killed run
  /// keeps its lock until its last thread has ended, which takes a while on a busy machine.
  private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /// Longer than any process id.
  private static final int PID_DIGITS = 20;

  private final RunFolder folder;
  private final FileChannel channel;

  private RunLock(RunFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// What is owned.
  public RunFolder folder() {
    return folder;
  }

  /// Makes a folder the run's own until the lock is closed.
  ///
  /// @param pid the process that a user would end to end the run
  /// @throws UserError if another run owns it, or it can't be written to
  public static RunLock take(RunFolder folder, long pid) throws UserError {
    try {
      FileChannel channel = open(folder);
      if (lock(channel)) {
        name(channel, pid);
        return new RunLock(folder, channel);
      }
      UserError inProgress = inProgress(folder, holderIn(channel));
      channel.close();
      throw inProgress;
    } catch (IOException e) {
      throw RunFolder.unusable(folder.path(), e);
    }
  }

  private static FileChannel open(RunFolder folder) throws IOException {
    return FileChannel.open(
        folder.path().resolve(NAME),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + MOMENT_NANOS;
    while (tryLock(channel, false) == null) {
      if (System.nanoTime() > deadline) return false;
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  private static @Nullable FileLock tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private static void name(FileChannel channel, long pid) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(pid).getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /// The run in progress in a folder, by its process id; empty where there is none, or this user
  /// may not know.
  public static Optional<String> holder(RunFolder folder) {
    Path file = folder.path().resolve(NAME);
    if (!Files.isReadable(file)) return Optional.empty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return tryLock(channel, true) == null ? Optional.of(holderIn(channel)) : Optional.empty();
    } catch (IOException goneOrWithoutLocks) {
      return Optional.empty();
    }
  }

  private static String holderIn(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_DIGITS);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return text.matches("\\d+") ? text : "unknown";
  }

  static UserError inProgress(RunFolder folder, String holder) {
    return UserError.usage(folder.path() + ": a run is in progress (pid " + holder + ")");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
