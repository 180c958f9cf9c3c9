package acceptbench.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads and writes sysctls by the names that sysctl(8) gives them: `net.core.somaxconn`.
///
/// Those of `net.` are those of the network namespace that the calling thread is in. Immutable.
public final class Sysctls {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");

  private final Path root;
  private final boolean changeable;

  /// Sysctls below a folder.
  ///
  /// @param root a folder like `/proc/sys`
  public Sysctls(Path root) {
    this(root, true);
  }

  private Sysctls(Path root, boolean changeable) {
    this.root = root;
    this.changeable = changeable;
  }

  /// Those of this machine and the calling thread's network namespace.
  public static Sysctls ofThisMachine() {
    return new Sysctls(Path.of("/proc/sys"));
  }

  /// This machine's, on a network that other programs use too: they can be read, and every change
  /// is refused as if the kernel forbade it.
  public static Sysctls ofThisMachineUnchanged() {
    return new Sysctls(Path.of("/proc/sys"), false);
  }

  /// Whether this kernel has the sysctl, and shows it in this network namespace.
  public boolean has(String name) {
    return Files.exists(file(name));
  }

  /// The value without its newline.
  ///
  /// @throws SysctlException where this kernel does not have it, or does not show it
  public String read(String name) throws SysctlException {
    try {
      return new String(ProcFile.read(file(name)), US_ASCII).trim();
    } catch (NoSuchFileException e) {
      throw new SysctlException("this kernel has no sysctl " + name, e);
    } catch (IOException e) {
      throw new SysctlException("sysctl %s can't be read: %s".formatted(name, reason(e)), e);
    }
  }

  public long readLong(String name) throws SysctlException {
    String value = read(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new SysctlException("sysctl %s is '%s', not a number".formatted(name, value), e);
    }
  }

  /// Sets a sysctl.
  ///
  /// @throws SysctlException where this kernel does not have it, the caller may not set it (outside
  ///     of a network namespace of its own, as a rule), or the kernel refuses the value
  public void write(String name, String value) throws SysctlException {
    if (!changeable)
      throw new SysctlException(
          "sysctl %s is %s and would have to be %s; the host's are left alone, a private network has its own"
              .formatted(name, read(name), value));
    // One write(2): the kernel parses each write on its own.
    try {
      Files.writeString(file(name), value + "\n", StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw new SysctlException("this kernel has no sysctl " + name, e);
    } catch (AccessDeniedException e) {
      throw new SysctlException(
          "sysctl %s can't be set to %s: no permission; it takes a network namespace of our own"
              .formatted(name, value),
          e);
    } catch (IOException e) {
      throw new SysctlException(
          "sysctl %s can't be set to %s: %s".formatted(name, value, reason(e)), e);
    }
  }

  public void write(String name, long value) throws SysctlException {
    write(name, Long.toString(value));
  }

  /// Sets sysctls until the result is closed, which restores their former values, last one first.
  /// If one can't be set, those before it are restored at once.
  public Setting set(Map<String, Long> values) throws SysctlException {
    Setting setting = new Setting();
    try {
      for (Map.Entry<String, Long> entry : values.entrySet())
        setting.set(entry.getKey(), entry.getValue());
      return setting;
    } catch (SysctlException e) {
      try {
        setting.close();
      } catch (SysctlException restoring) {
        e.addSuppressed(restoring);
      }
      throw e;
    }
  }

  /// Sysctls that hold a value for a while.
  public final class Setting implements AutoCloseable {
    private final List<Map.Entry<String, String>> former = new ArrayList<>();

    private Setting() {}

    private void set(String name, long value) throws SysctlException {
      String old = read(name);
      if (old.equals(Long.toString(value))) return;
      write(name, value);
      former.add(Map.entry(name, old));
    }

    @Override
    public void close() throws SysctlException {
      SysctlException failed = null;
      for (Map.Entry<String, String> old : former.reversed()) {
        try {
          write(old.getKey(), old.getValue());
        } catch (SysctlException e) {
          if (failed == null) failed = e;
          else failed.addSuppressed(e);
        }
      }
      former.clear();
      if (failed != null) throw failed;
    }
  }

  private Path file(String name) {
    return file(root, name);
  }

  /// Where a sysctl is.
  ///
  /// @param root a folder like `/proc/sys`
  /// @throws IllegalArgumentException where that is no name of one
  public static Path file(Path root, String name) {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "'" + name + "' is no sysctl name like net.core.somaxconn");
    return root.resolve(name.replace('.', '/'));
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    return String.valueOf(e.getMessage());
  }
}
