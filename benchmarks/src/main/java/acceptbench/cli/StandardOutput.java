package acceptbench.cli;

import acceptbench.launch.FileTrouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers why it could not be written to: a [PrintStream] keeps that to
/// itself.
final class StandardOutput extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException first;

  private StandardOutput(OutputStream target) {
    this.target = target;
  }

  /// Takes the place of `System.out`.
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(output, true, System.out.charset()));
    return output;
  }

  /// What went wrong first, in words; empty where all was written.
  synchronized Optional<String> trouble() {
    System.out.flush();
    return Optional.ofNullable(first).map(FileTrouble::reason);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      if (first == null) first = e;
      throw e;
    }
  }
}
