package acceptbench.run.folder;

import acceptbench.run.plan.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which lines of a file belong to which launch of a round. When a launch is measured again, its
/// old lines are removed, so that a reader finds each launch once.
public final class AppendedLines {
  /// A log's own first lines; those of launches begin otherwise.
  private static final String HEADING = "#\"";

  private final Path file;
  private final List<Part> parts = new ArrayList<>();
  private long start;

  private record Part(Launch launch, long start, long end) {
    Part movedBy(long bytes) {
      return new Part(launch, start + bytes, end + bytes);
    }
  }

  /// @param file need not exist yet
  AppendedLines(Path file) {
    this.file = file;
  }

  /// Forgets what was appended so far, which stays.
  public void newRound() {
    parts.clear();
  }

  /// A launch is about to append.
  public void begin() throws IOException {
    start = size();
  }

  /// It has appended whole lines, or nothing.
  public void end(Launch launch) throws IOException {
    parts.add(new Part(launch, start, size()));
  }

  private long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /// Takes out the lines of a launch's first measurement of this round.
  public void removeFirst(Launch launch) throws IOException {
    removeFirst(launch, parts);
  }

  /// Takes out those of its last one.
  public void removeLast(Launch launch) throws IOException {
    removeFirst(launch, parts.reversed());
  }

  private void removeFirst(Launch launch, List<Part> inOrder) throws IOException {
    for (Part part : List.copyOf(inOrder)) {
      if (!part.launch().equals(launch)) continue;
      parts.remove(part);
      if (part.end() > part.start()) remove(part);
      return;
    }
  }

  private void remove(Part part) throws IOException {
    byte[] all = Files.readAllBytes(file);
    byte[] kept = headings(all, (int) part.start(), (int) part.end());
    new WholeFile(file, false)
        .write(
            out -> {
              out.write(all, 0, (int) part.start());
              out.write(kept);
              out.write(all, (int) part.end(), all.length - (int) part.end());
            });
    long less = part.end() - part.start() - kept.length;
    parts.replaceAll(later -> later.start() >= part.end() ? later.movedBy(-less) : later);
  }

  /// Of a range of whole lines.
  private static byte[] headings(byte[] all, int from, int to) {
    byte[] kept = new byte[to - from];
    int length = 0;
    for (int lineStart = from; lineStart < to; ) {
      int lineEnd = lineStart;
      while (lineEnd < to && all[lineEnd] != '\n') lineEnd++;
      lineEnd = Math.min(to, lineEnd + 1);
      if (HEADING.indexOf(all[lineStart]) >= 0) {
        System.arraycopy(all, lineStart, kept, length, lineEnd - lineStart);
        length += lineEnd - lineStart;
      }
      lineStart = lineEnd;
    }
    return Arrays.copyOf(kept, length);
  }
}
