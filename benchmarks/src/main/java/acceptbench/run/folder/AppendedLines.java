package acceptbench.run.folder;

import acceptbench.results.file.HistogramTag;
import acceptbench.results.file.LineFile;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which lines of a file belong to which launch. When a launch is measured again, its old lines are
/// removed, so that a reader finds each launch once.
public final class AppendedLines {
  /// The characters with which a log's heading lines begin; the lines of launches begin with
  /// others.
  private static final String HEADING = "#\"";

  /// More characters than the longest real line has: an hour's depths, 200 a second.
  private static final int LONGEST_LINE = 15_000_000;

  private static final int PIECE = 1 << 16;

  private final Path file;
  private final Function<String, Optional<LogLine>> format;
  private final List<Part> parts = new ArrayList<>();
  private long start;

  private record Part(Launch launch, long start, long end) {
    Part movedBy(long bytes) {
      return new Part(launch, start + bytes, end + bytes);
    }
  }

  /// @param file need not exist yet
  /// @param format finds the measurement that a line belongs to
  AppendedLines(Path file, Function<String, Optional<LogLine>> format) {
    this.file = file;
    this.format = format;
  }

  /// Takes up what an earlier part of the run has appended, and removes the lines of launches that
  /// it did not finish: of those that have no result, and of repetitions.
  ///
  /// @param measured the launches that have a result
  /// @throws IOException where the file can't be written, or is not what a run writes
  public void restore(Plan plan, Set<Launch> measured) throws IOException {
    if (!Files.exists(file)) return;
    Map<String, Integer> cells = new HashMap<>();
    for (int i = 0; i < plan.cells().size(); i++) {
      PlannedCell cell = plan.cells().get(i);
      cells.put(HistogramTag.cell(cell.benchmark(), cell.parameters()), i);
    }
    parts.clear();
    new WholeFile(file, false).write(out -> copyTo(out, cells, measured));
  }

  private record Origin(Launch launch, String place) {}

  private void copyTo(OutputStream out, Map<String, Integer> cells, Set<Launch> measured)
      throws IOException {
    Set<Origin> seen = new HashSet<>();
    start = 0;
    new LineFile(file, LONGEST_LINE)
        .forEach(
            (_, line) -> {
              Optional<Origin> origin = format.apply(line).flatMap(of -> origin(of, cells));
              boolean kept =
                  origin.isEmpty()
                      || (measured.contains(origin.get().launch()) && seen.add(origin.get()));
              if (!kept) return;
              byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
              out.write(bytes);
              long end = start + bytes.length;
              origin.ifPresent(of -> addPart(new Part(of.launch(), start, end)));
              start = end;
            });
  }

  private static Optional<Origin> origin(LogLine line, Map<String, Integer> cells) {
    return Optional.ofNullable(cells.get(line.cell()))
        .map(cell -> new Origin(new Launch(cell, line.launch()), line.place()));
  }

  /// The lines of a launch stand together.
  private void addPart(Part next) {
    if (parts.isEmpty() || !parts.getLast().launch().equals(next.launch())) parts.add(next);
    else parts.add(new Part(next.launch(), parts.removeLast().start(), next.end()));
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

  /// Takes out the lines of a launch's first measurement.
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

  /// Piece by piece, as with many cells the file may be larger than the heap.
  private void remove(Part part) throws IOException {
    byte[] kept = headings(content(part));
    long end = size();
    new WholeFile(file, false)
        .write(
            out -> {
              copy(0, part.start(), out);
              out.write(kept);
              copy(part.end(), end, out);
            });
    long less = part.end() - part.start() - kept.length;
    parts.replaceAll(later -> later.start() >= part.end() ? later.movedBy(-less) : later);
  }

  private byte[] content(Part part) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    copy(part.start(), part.end(), content);
    return content.toByteArray();
  }

  private void copy(long from, long to, OutputStream out) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      InputStream in = Channels.newInputStream(channel.position(from));
      byte[] piece = new byte[PIECE];
      for (long left = to - from; left > 0; ) {
        int length = in.readNBytes(piece, 0, (int) Math.min(left, PIECE));
        if (length == 0) throw new EOFException(file + " has become shorter");
        out.write(piece, 0, length);
        left -= length;
      }
    }
  }

  /// The heading lines among whole lines.
  private static byte[] headings(byte[] lines) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int start = 0; start < lines.length; ) {
      int end = start;
      while (end < lines.length && lines[end] != '\n') end++;
      end = Math.min(lines.length, end + 1);
      if (HEADING.indexOf(lines[start]) >= 0) kept.write(lines, start, end - start);
      start = end;
    }
    return kept.toByteArray();
  }
}
