package acceptbench.run.folder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/// A measured cell as JMH itself hands it from process to process, in a file.
///
/// `-rf` writes formats that only JMH can write, and only from its own objects: without them a run
/// that was resumed could write what it measured itself, and not what the part before it did.
///
/// @param path the file
record RunResultFile(Path path) {
  /// The file may come from anywhere: nothing but what JMH makes such a result of is read.
  private static final ObjectInputFilter JMHS =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=200;org.openjdk.jmh.**;java.lang.*;java.util.*;java.util.concurrent.*;!*");

  void write(RunResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(result);
    }
    RunFolder.write(path, bytes.toByteArray());
  }

  /// Empty where there is no such file, or it is damaged: then the cell has to be measured again.
  Optional<RunResult> read() {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
      in.setObjectInputFilter(JMHS);
      return in.readObject() instanceof RunResult result ? Optional.of(result) : Optional.empty();
    } catch (IOException | ClassNotFoundException | RuntimeException damaged) {
      return Optional.empty();
    }
  }
}
