package acceptbench.cli;

import acceptbench.launch.FileTrouble;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The standard output, which remembers why writing failed: Java's own only knows that it failed.
final class StandardOutput extends FilterOutputStream {
  /// EPIPE, in the words of strerror(3).
  private static final String BROKEN_PIPE = "Broken pipe";

  private @Nullable IOException failure;

  private StandardOutput(OutputStream out) {
    super(out);
  }

  /// Takes the place of `System.out`, where JMH prints too.
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(new BufferedOutputStream(output), true, System.out.charset()));
    return output;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) failure = e;
      throw e;
    }
  }

  /// Why what was printed is lost, in words; empty where all was written, or its reader wanted no
  /// more (`head`).
  Optional<String> trouble() {
    System.out.flush();
    return Optional.ofNullable(failure)
        .filter(e -> !BROKEN_PIPE.equals(e.getMessage()))
        .map(FileTrouble::reason);
  }
}
