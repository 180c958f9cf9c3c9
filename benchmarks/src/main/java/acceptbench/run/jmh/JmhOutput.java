package acceptbench.run.jmh;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.linux.process.ChildWatch;
import acceptbench.linux.process.LastLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Where JMH's own report of a run goes: to `jmh.log`, to the file of `-o`, or with `-v EXTRA` to
/// standard output. Remembers what the current cell printed, since JMH prints there why a fork
/// failed.
public final class JmhOutput extends OutputStream {
  private static final int REMEMBERED_LINES = 500;

  /// JMH's table at the end of a run. For JMH each launch is a run; the table of all launches is in
  /// the report, and the next launch would wait for each of these.
  private static final String TABLE = "endRun";

  /// The first line of a JVM that can't start.
  private static final String NO_JVM = "Error occurred during initialization of VM";

  private final VerboseMode verbosity;
  private final OutputStream target;

  /// Lines not yet ended, by who writes them: JMH prints what comes from a fork byte by byte, one
  /// thread for each of its streams, and between them others print.
  private final Map<Thread, BegunLine> begun = new HashMap<>();

  private final List<String> lines = new ArrayList<>();
  private Runnable beforeWriting = () -> {};

  JmhOutput(OutputStream target, VerboseMode verbosity) {
    this.target = target;
    this.verbosity = verbosity;
  }

  /// Opens the target that the options name.
  ///
  /// @param log the target where they name none
  /// @param resumed whether the file has what an earlier part of the run printed
  /// @throws UserError if the file can't be written
  public static JmhOutput open(Options options, Path log, boolean resumed) throws UserError {
    VerboseMode verbosity = options.verbosity().orElse(Defaults.VERBOSITY);
    boolean named = options.getOutput().hasValue();
    if (verbosity == VerboseMode.EXTRA && !named) return new JmhOutput(System.out, verbosity);
    Path file = named ? Path.of(options.getOutput().get()) : log;
    try {
      return new JmhOutput(
          Files.newOutputStream(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING),
          verbosity);
    } catch (IOException e) {
      throw UserError.usage(
          (named ? "-o " : "") + file + ": can't be written to: " + FileTrouble.reason(e));
    }
  }

  /// For the Runner of the next cell, which closes what it is given.
  ///
  /// @param beforeWriting run by each thread before it writes, including JMH's own threads
  public synchronized OutputFormat forNextCell(Runnable beforeWriting) throws IOException {
    this.beforeWriting = beforeWriting;
    for (BegunLine line : begun.values()) line.printTo(target);
    begun.clear();
    lines.clear();
    OutputFormat all = OutputFormatFactory.createFormatInstance(stream(), verbosity);
    return FilteredFormat.of(all, message -> !message.equals(TABLE));
  }

  /// Sends here what is printed on standard output and error until the result is closed: JMH prints
  /// there what its forks print.
  public Redirection redirect() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(stream());
    System.setErr(stream());
    return () -> {
      System.setOut(out);
      System.setErr(err);
    };
  }

  private PrintStream stream() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  /// The time in which standard output and error come here.
  public interface Redirection extends AutoCloseable {
    @Override
    void close();
  }

  /// The last message of a process that ended itself because another one had been killed.
  public synchronized Optional<String> killedProcess() {
    return after(ChildWatch.MARK);
  }

  /// The last output of the server, if its benchmark failed.
  public synchronized Optional<String> serversLastOutput() {
    return after(ChildWatch.LAST_OUTPUT);
  }

  private Optional<String> after(String mark) {
    return lines.stream()
        .filter(text -> text.contains(mark))
        .map(text -> text.substring(text.indexOf(mark) + mark.length()))
        .findFirst();
  }

  /// The first line that the fork wrote to its standard error, if JMH shows it. A JVM that can't
  /// start writes to its standard output instead; then also the second line, which gives the
  /// reason.
  public synchronized Optional<String> forksError() {
    List<String> told =
        Stream.of("stderr", "stdout").flatMap(this::forks).filter(JmhOutput::tells).toList();
    int lines = told.indexOf(NO_JVM) == 0 ? 2 : 1;
    return told.stream().limit(lines).reduce((what, why) -> what + ": " + why);
  }

  private static boolean tells(String text) {
    return !text.isBlank() && !LastLines.isFrame(text);
  }

  /// What the fork wrote, as JMH repeats it when a fork has failed.
  private Stream<String> forks(String stream) {
    return lines.stream()
        .dropWhile(text -> !text.startsWith("<" + stream + " last="))
        .skip(1)
        .takeWhile(text -> !text.equals("</" + stream + ">"));
  }

  /// JMH prints a fork's output byte by byte, with this method. A line is kept until it ends:
  /// otherwise each byte would be a system call, or two with the one in [#beforeWriting].
  @Override
  public synchronized void write(int b) throws IOException {
    BegunLine line = line();
    line.add((byte) b);
    if (b == '\n' || line.isFull()) print(line);
  }

  /// JMH prints its own messages with this method. They are written at once, even if the line has
  /// not ended.
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    BegunLine line = line();
    for (int i = offset; i < offset + length; i++) line.add(bytes[i]);
    print(line);
  }

  private BegunLine line() {
    return begun.computeIfAbsent(Thread.currentThread(), _ -> new BegunLine(this::endLine));
  }

  private void print(BegunLine line) throws IOException {
    beforeWriting.run();
    line.printTo(target);
  }

  /// A line that another thread has not finished is kept back, unless that thread has ended.
  @Override
  public synchronized void flush() throws IOException {
    for (Map.Entry<Thread, BegunLine> line : begun.entrySet()) {
      Thread writer = line.getKey();
      if (writer.equals(Thread.currentThread()) || !writer.isAlive())
        line.getValue().printTo(target);
    }
    target.flush();
  }

  /// Keeps the target open: the next cell writes there too.
  @Override
  public synchronized void close() throws IOException {
    flush();
  }

  private void endLine(String line) {
    if (lines.size() == REMEMBERED_LINES) lines.removeFirst();
    lines.add(line.stripTrailing());
  }
}
