package acceptbench.results.file;

import acceptbench.results.text.OneLine;
import java.io.IOException;
import java.nio.file.Path;

/// A file that should hold results and does not: one line that names the file, the place in it and
/// what was expected there. Fit to be shown to the user as it is.
public final class ResultsException extends IOException {
  private static final long serialVersionUID = 1L;

  public ResultsException(Path file, String complaint) {
    super(file + ": " + OneLine.of(complaint));
  }
}
