package acceptbench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/// Has another program do the same work right before and right after each measured iteration, and
/// adds the mean of the two as `beside`: on a machine whose speed drifts, only neighbours in time
/// can be compared.
///
/// `-prof acceptbench.profile.BesideProfiler:COMMAND`, where `sh -c COMMAND` prints a number, or
/// several with white space between them: the second is `beside.2`, and so on. It runs on the
/// client's CPU, while the client rests, for a minute at most.
public final class BesideProfiler implements InternalProfiler {
  /// timeout(1) ends all that the shell has started: after a minute, or with this process.
  private static final List<String> SHELL =
      List.of("setpriv", "--pdeathsig", "TERM", "timeout", "60", "sh", "-c");

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private final String command;
  private double[] before = {};

  public BesideProfiler(String options) throws ProfilerException {
    if (options.isBlank()) throw new ProfilerException("give the command that prints numbers");
    command = options;
  }

  @Override
  public String getDescription() {
    return "Another program's figure for the same work, before and after each iteration";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) before = run();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (iteration.getType() != IterationType.MEASUREMENT) return List.of();
    double[] after = run();
    if (before.length != after.length)
      throw new IllegalStateException(
          failed("printed %d numbers and then %d".formatted(before.length, after.length), ""));
    return IntStream.range(0, after.length).mapToObj(i -> mean(i, before[i], after[i])).toList();
  }

  private static ScalarResult mean(int i, double before, double after) {
    String name = i == 0 ? "beside" : "beside." + (i + 1);
    return new ScalarResult(name, (before + after) / 2, "#", AggregationPolicy.AVG);
  }

  private double[] run() {
    try {
      List<String> line = Stream.concat(SHELL.stream(), Stream.of(command)).toList();
      // The signal would come when this thread ends: it is the one that runs all iterations.
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) throw new IllegalStateException(failed("ended with " + code, said));
      return numbers(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failed("was interrupted", ""), e);
    }
  }

  private double[] numbers(String said) {
    try {
      return Stream.of(WHITE_SPACE.split(said)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalStateException(failed("printed no numbers", said), e);
    }
  }

  private String failed(String how, String said) {
    return "the program beside, '" + command + "', " + how + (said.isEmpty() ? "" : ": " + said);
  }
}
