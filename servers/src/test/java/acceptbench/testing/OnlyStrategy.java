package acceptbench.testing;

import acceptbench.server.strategy.AcceptStrategy;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// For who works on one strategy: `mvn … -Dstrategy=nginx` leaves out those cases of all
/// parameterized tests that are another strategy's.
public final class OnlyStrategy implements InvocationInterceptor {
  private static final String PROPERTY = "strategy";

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    for (Object argument : call.getArguments())
      if (argument instanceof AcceptStrategy strategy) assumeAskedFor(strategy);
    invocation.proceed();
  }

  /// For what a test starts before its cases.
  public static void assumeAskedFor(AcceptStrategy strategy) {
    String asked = System.getProperty(PROPERTY, "");
    if (asked.isEmpty()) return;
    AcceptStrategy only = AcceptStrategy.named(asked);
    Assumptions.assumeTrue(strategy == only, () -> "only " + only + " was asked for");
  }
}
