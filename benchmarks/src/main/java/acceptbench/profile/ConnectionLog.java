package acceptbench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/// Appends a row for each connection to a file: CSV (RFC 4180), compressed by gzip, which takes
/// several parts one after the other for one (RFC 1952). It is written between iterations.
///
/// @param file of one launch
record ConnectionLog(Path file) {
  /// @param cell as [CellTag] names it
  /// @param launch which of the cell's JVMs it was, from 1
  /// @param iteration of that launch, from 0
  void append(String cell, int launch, int iteration, Iterable<ConnectionRow> rows)
      throws IOException {
    boolean isNew = !Files.exists(file);
    Files.createDirectories(file.toAbsolutePath().getParent());
    String place = quoted(cell) + ',' + launch + ',' + iteration + ',';
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                1 << 16),
            UTF_8)) {
      if (isNew) out.write(ConnectionRow.HEADER + "\r\n");
      StringBuilder line = new StringBuilder();
      int number = 0;
      for (ConnectionRow row : rows) {
        line.setLength(0);
        line.append(place).append(++number).append(',');
        row.appendTo(line);
        out.append(line.append("\r\n"));
      }
    }
  }

  /// The cell of a program that a user named may have quotes in it; commas it never has.
  private static String quoted(String cell) {
    return cell.indexOf('"') < 0 ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
