package acceptbench.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The main class of a JVM that runs the tests of the classes named, and prints how each one ended
/// and why, a line each: for tests of tests, on a machine that lacks something.
public final class Outcomes implements TestExecutionListener {
  public static final String LEFT_OUT = "left out: ";
  public static final String FAILED = "failed: ";

  private Outcomes() {}

  public static void main(String[] classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(name -> selectClass(name)).toList())
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .build();
    LauncherFactory.create().execute(request, new Outcomes());
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!test.isTest()) return;
    String reason =
        result
            .getThrowable()
            .map(thrown -> String.valueOf(thrown.getMessage()))
            .orElse("")
            .replaceFirst("^Assumption failed: ", "");
    System.out.println(
        switch (result.getStatus()) {
          case SUCCESSFUL -> "successful";
          case ABORTED -> LEFT_OUT + reason;
          case FAILED -> FAILED + reason;
        });
  }
}
