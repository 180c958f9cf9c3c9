package acceptbench.cli.results;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.results.file.ResultsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// Turns trouble with a command's files into one line.
final class UnusableFiles {
  private UnusableFiles() {}

  /// What a command does with files.
  interface Work<T> {
    T done() throws IOException, UserError;
  }

  /// Does it; if that fails, says why in one line.
  static <T> T with(Work<T> work) throws UserError {
    try {
      return work.done();
    } catch (IOException e) {
      throw asUserError(e);
    }
  }

  private static UserError asUserError(IOException e) {
    if (e instanceof ResultsException) return UserError.usage(e);
    if (e instanceof AccessDeniedException denied) {
      return UserError.usage(denied.getFile() + ": this user may not read or write it");
    }
    if (e instanceof FileSystemException file) {
      return UserError.usage(file.getFile() + ": " + FileTrouble.reason(e));
    }
    return UserError.usage(e);
  }
}
