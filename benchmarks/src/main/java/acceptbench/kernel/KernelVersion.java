package acceptbench.kernel;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of Linux, of which the first three numbers are kept: `6.18.44`, `2.6.32`.
///
/// Distributions keep the version number that they started from and add later changes, so a kernel
/// may obey a law that is newer than its version.
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4})(?:\\.\\d+)*)?(?:[-+~_ ].*)?");

  private static final Comparator<KernelVersion> ORDER =
      Comparator.comparingInt(KernelVersion::major)
          .thenComparingInt(KernelVersion::minor)
          .thenComparingInt(KernelVersion::patch);

  /// The kernel that runs here (`uname -r`).
  public static KernelVersion ofThisMachine() throws SysctlException {
    return parse(Sysctls.ofThisMachine().read("kernel.osrelease"));
  }

  /// Reads what `uname -r` prints, or its numbers alone; a third number that is missing is 0.
  ///
  /// @throws IllegalArgumentException where the text does not start like a kernel's version
  public static KernelVersion parse(String release) {
    Matcher numbers = NUMBERS.matcher(release);
    if (!numbers.matches())
      throw new IllegalArgumentException(
          "'%s' is no kernel version like 6.18.44 or 2.6.32".formatted(release));
    String patch = numbers.group(3);
    return new KernelVersion(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  public boolean isAtLeast(KernelVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
