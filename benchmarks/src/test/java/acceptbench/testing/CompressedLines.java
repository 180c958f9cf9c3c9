package acceptbench.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The lines of a text that was compressed by gzip, in one part or several.
public final class CompressedLines {
  private CompressedLines() {}

  public static List<String> of(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  public static List<String> of(byte[] compressed) throws IOException {
    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(text.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
