package acceptbench.launch;

import java.lang.reflect.Proxy;

/// Reacts to another SIGINT, SIGTERM or SIGHUP while a first one is ending the JVM, which by itself
/// ignores it.
///
/// `sun.misc.Signal` is exported by the module `jdk.unsupported`, but the compiler warns of its
/// use, and can't be asked not to: hence reflection.
final class SecondSignal {
  private SecondSignal() {}

  /// From now on such a signal runs this, and ends the JVM with the signal's exit code. A JVM
  /// without such signals stays as it is.
  static void then(Runnable act) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        handle(name, act);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Without this, the first signal still ends everything, only not at once.
      }
    }
  }

  private static void handle(String name, Runnable act) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    int number = (int) signalType.getMethod("getNumber").invoke(signal);
    Object handler =
        Proxy.newProxyInstance(
            SecondSignal.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (_unused, method, arguments) -> {
              if (!method.getName().equals("handle")) return null;
              act.run();
              Runtime.getRuntime().halt(128 + number);
              return null;
            });
    signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
  }
}
