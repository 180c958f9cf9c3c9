package acceptbench.run.jmh;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import org.openjdk.jmh.runner.format.OutputFormat;

/// What JMH prints of a run, message by message, before it is printed.
public final class FilteredFormat {
  private FilteredFormat() {}

  /// A format that asks before each message.
  ///
  /// @param format prints what passes
  /// @param passes is given the message's name, that of a method of [OutputFormat], on the thread
  ///     that JMH sends it from
  public static OutputFormat of(OutputFormat format, Predicate<String> passes) {
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (_, method, arguments) -> {
              if (!passes.test(method.getName())) return null;
              try {
                return method.invoke(format, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
