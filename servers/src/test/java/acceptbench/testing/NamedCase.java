package acceptbench.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/// A case of a parameterized test that fails says what it was given (`[2] strategy = nginx`), where
/// the build's log has its number alone.
public final class NamedCase implements TestExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable thrown)
      throws Throwable {
    String name = test.getDisplayName();
    if (!name.startsWith("[") || thrown instanceof TestAbortedException) throw thrown;
    String message = thrown instanceof AssertionError ? thrown.getMessage() : thrown.toString();
    throw new AssertionFailedError(name + ": " + message, thrown);
  }
}
