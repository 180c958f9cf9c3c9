package acceptbench.launch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in words: the message of Java's file exceptions is only its name.
public final class FileTrouble {
  private FileTrouble() {}

  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) return "permission denied";
    if (e instanceof FileAlreadyExistsException) return "a file is in the way";
    if (e instanceof NoSuchFileException) return "no such folder";
    if (e instanceof NotDirectoryException) return "not a folder";
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    return String.valueOf(e.getMessage());
  }
}
