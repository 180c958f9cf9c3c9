package acceptbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

class FailureReasonTest {
  @Test
  void theCauseIsFoundBelowJmhsLayers() {
    Throwable cause = new IllegalStateException("the ledger does not balance:\n 3 short");
    Throwable thrown =
        new RunnerException(
            "Benchmark caught the exception",
            new BenchmarkException(
                new BenchmarkException(
                    "Benchmark error during the run",
                    List.of(new InvocationTargetException(cause)))));
    assertThat(FailureReason.of(thrown)).isEqualTo("the ledger does not balance: 3 short");
  }

  @Test
  void anInterruptIsJmhs() {
    assertThat(FailureReason.of(new RunnerException(new ClosedByInterruptException())))
        .isEqualTo("interrupted, as JMH does when an iteration takes longer than -to allows");
  }

  @Test
  void otherExceptionsShowTheirKind() {
    assertThat(FailureReason.of(new IOException("listen(fd 7): EADDRINUSE")))
        .isEqualTo("IOException: listen(fd 7): EADDRINUSE");
    assertThat(FailureReason.of(new NullPointerException())).isEqualTo("NullPointerException");
  }
}
