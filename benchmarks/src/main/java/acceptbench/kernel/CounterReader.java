package acceptbench.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes snapshots of a network namespace's counters from `net/snmp` and `net/netstat`
/// (`net/ipv4/proc.c`): pairs of lines, one with the names and one with the values of a group.
///
/// One snapshot costs two small reads of `/proc`; the names are parsed once. The kernel sums each
/// counter over its CPUs while it prints, so a snapshot taken amid traffic is not of one instant:
/// repeat it until two in a row are equal. Not thread-safe.
public final class CounterReader {
  private static final List<String> FILES = List.of("net/snmp", "net/netstat");

  /// Of 2^64 - 1.
  private static final int MOST_DIGITS = 20;

  private final Path process;
  private byte[] knownNames = {};
  private @Nullable CounterLayout layout;

  /// Counters below a folder.
  ///
  /// @param process a folder like `/proc/thread-self`, whose `net` is that of one thread
  public CounterReader(Path process) {
    this.process = process;
  }

  /// Counters of the network namespace that the reading thread is in: `/proc/net` would be that of
  /// the process's main thread (proc_pid_net(5)).
  public static CounterReader ofCallingThread() {
    return new CounterReader(Path.of("/proc/thread-self"));
  }

  /// Takes a snapshot.
  ///
  /// @throws IOException where a file can't be read, or is not made of such pairs of lines and
  ///     numbers
  public KernelCounters read() throws IOException {
    byte[][] contents = new byte[FILES.size()][];
    for (int i = 0; i < contents.length; i++)
      contents[i] = ProcFile.read(process.resolve(FILES.get(i)));
    return parse(contents);
  }

  private KernelCounters parse(byte[][] contents) throws IOException {
    Numbers numbers = new Numbers();
    int namesLength = 0;
    byte[] names = new byte[Arrays.stream(contents).mapToInt(content -> content.length).sum()];
    for (byte[] content : contents) {
      int start = 0;
      while (start < content.length) {
        int middle = endOfLine(content, start);
        int end = endOfLine(content, middle);
        checkPair(content, start, middle, end);
        System.arraycopy(content, start, names, namesLength, middle - start);
        namesLength += middle - start;
        numbers.addAll(content, middle, end);
        start = end;
      }
    }
    CounterLayout current = layoutOf(Arrays.copyOf(names, namesLength));
    if (numbers.count != current.size())
      throw new IOException(
          "%s has %d counter names and %d values"
              .formatted(process.resolve("net"), current.size(), numbers.count));
    return new KernelCounters(current, Arrays.copyOf(numbers.values, numbers.count));
  }

  private CounterLayout layoutOf(byte[] nameLines) {
    CounterLayout current = layout;
    if (current != null && Arrays.equals(nameLines, knownNames)) return current;
    List<String> fullNames = new ArrayList<>();
    for (String line : new String(nameLines, US_ASCII).split("\n", -1)) {
      String[] words = line.trim().split("[: ]+", -1);
      for (int i = 1; i < words.length; i++) fullNames.add(words[0] + words[i]);
    }
    current = new CounterLayout(fullNames);
    knownNames = nameLines;
    layout = current;
    return current;
  }

  /// Both lines begin with the name of the group, and both are whole.
  private void checkPair(byte[] content, int start, int middle, int end) throws IOException {
    if (middle == end || content[end - 1] != '\n') throw malformed("ends in the middle of a group");
    int i = 0;
    while (content[start + i] != ':' && content[start + i] != '\n') i++;
    if (middle + i >= end
        || !Arrays.equals(content, start, start + i + 1, content, middle, middle + i + 1))
      throw malformed("has names and values of different groups");
  }

  private IOException malformed(String what) {
    return new IOException(process.resolve("net") + " " + what);
  }

  /// The index after the line's newline, or the end of a file whose last line has none.
  private static int endOfLine(byte[] content, int start) {
    int i = start;
    while (i < content.length && content[i] != '\n') i++;
    return Math.min(i + 1, content.length);
  }

  /// The values as they are read. The kernel prints unsigned 64-bit numbers, and `-1` for
  /// `MaxConn`.
  private final class Numbers {
    private long[] values = new long[512];
    private int count;

    void addAll(byte[] content, int from, int to) throws IOException {
      int i = from;
      while (i < to && content[i] != ' ') i++;
      while (i < to) {
        while (i < to && (content[i] == ' ' || content[i] == '\n')) i++;
        if (i < to) i = add(content, i, to);
      }
    }

    private int add(byte[] content, int from, int to) throws IOException {
      boolean negative = content[from] == '-';
      long value = 0;
      int i = negative ? from + 1 : from;
      int first = i;
      for (; i < to && content[i] != ' ' && content[i] != '\n'; i++) {
        if (content[i] < '0' || content[i] > '9') throw malformed("has a value that is no number");
        value = value * 10 + (content[i] - '0');
      }
      if (i == first || i - first > MOST_DIGITS)
        throw malformed("has a value that is no number of 64 bits");
      if (count == values.length) values = Arrays.copyOf(values, 2 * count);
      values[count++] = negative ? -value : value;
      return i;
    }
  }
}
