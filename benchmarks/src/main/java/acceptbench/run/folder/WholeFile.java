package acceptbench.run.folder;

import acceptbench.launch.FileTrouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file that is there whole or not at all: until it is written, readers find the old one.
///
/// @param path the file
/// @param durable whether it is on disk when it has been written, which may take seconds; without
///     that a power failure may undo it
record WholeFile(Path path, boolean durable) {
  private static final int BUFFER = 1 << 16;

  /// What is in a file.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes a file so that after a crash or a power failure it is there as a whole, or the old one
  /// is.
  static void write(Path file, String text) throws IOException {
    new WholeFile(file, true).write(text(text));
  }

  /// The same without waiting for the disk.
  static void writeQuickly(Path file, String text) throws IOException {
    new WholeFile(file, false).write(text(text));
  }

  private static Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes it anew.
  ///
  /// @throws IOException naming the file and what is wrong; then the old one is untouched
  void write(Content content) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + ".part");
    try {
      write(content, draft);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw new IOException(path + ": " + FileTrouble.reason(e), e);
    }
  }

  private void write(Content content, Path draft) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
      content.writeTo(out);
      out.flush();
      if (durable) channel.force(true);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    if (durable) forceFolder(path.toAbsolutePath().getParent());
  }

  /// The new name of a file is on disk when its folder is (fsync(2)).
  private static void forceFolder(@Nullable Path folder) throws IOException {
    if (folder == null) return;
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
