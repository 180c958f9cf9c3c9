package acceptbench.run;

import acceptbench.launch.UserError;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

/// What really went wrong, out of the layers that JMH wraps around an exception.
public final class FailureReason {
  private static final int DEEPEST = 20;

  private FailureReason() {}

  /// One line.
  public static String of(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Throwable inner = inner(root);
      if (inner.equals(root)) break;
      root = inner;
    }
    if (root instanceof ClosedByInterruptException || root instanceof InterruptedException)
      return "interrupted, as JMH does when an iteration takes longer than -to allows";
    String message = root.getMessage();
    String said = message == null || message.isBlank() ? "" : message.strip();
    // The benchmarks' checks throw these, and their messages are whole sentences.
    boolean speaksForItself =
        root instanceof IllegalStateException
            || root instanceof UserError
            || root.getClass() == AssertionError.class;
    String line = speaksForItself && !said.isEmpty() ? said : name(root) + separated(said);
    return line.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  /// JMH carries the causes of a [BenchmarkException] as suppressed exceptions.
  private static Throwable inner(Throwable outer) {
    if (outer instanceof BenchmarkException && outer.getSuppressed().length > 0) {
      return outer.getSuppressed()[0];
    }
    boolean wrapper =
        outer instanceof RunnerException
            || outer instanceof InvocationTargetException
            || outer instanceof UncheckedIOException
            || outer instanceof ExecutionException;
    Throwable cause = outer.getCause();
    return wrapper && cause != null ? cause : outer;
  }

  private static String name(Throwable thrown) {
    return thrown.getClass().getSimpleName();
  }

  private static String separated(String said) {
    return said.isEmpty() ? "" : ": " + said;
  }
}
