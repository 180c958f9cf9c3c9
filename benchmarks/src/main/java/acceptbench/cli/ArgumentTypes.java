package acceptbench.cli;

import acceptbench.kernel.KernelVersion;
import acceptbench.launch.Handover;
import acceptbench.run.plan.Strategies;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.sizing.Span;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converts the words of a command line, so that a wrong one is reported before a command starts.
final class ArgumentTypes {
  private static final long UNSIGNED_INTS = 1L << 32;
  private static final int MOST_PORTS = 65_535;

  private ArgumentTypes() {}

  /// Registers our types with a command line and the commands that it has so far.
  static void register(picocli.CommandLine line) {
    line.registerConverter(Backlog.class, Backlog::parse);
    line.registerConverter(Port.class, Port::parse);
    line.registerConverter(Handover.Network.class, oneLine(Handover.Network::parse));
    line.registerConverter(KernelVersion.class, oneLine(KernelVersion::parse));
    line.registerConverter(Span.class, oneLine(Span::parse));
    line.registerConverter(AcceptStrategy.class, ArgumentTypes::strategy);
  }

  /// A backlog as listen(2) takes it: a C int that the kernel reads as unsigned.
  ///
  /// @param value its 32 bits
  record Backlog(int value) {
    static Backlog parse(String text) {
      if (text.matches("-?\\d{1,10}")) {
        long number = Long.parseLong(text);
        if (number >= Integer.MIN_VALUE && number < UNSIGNED_INTS) return new Backlog((int) number);
      }
      throw new TypeConversionException("'" + text + "' is no number of 32 bits");
    }
  }

  /// A TCP port, written `:8080` or `8080`.
  record Port(int number) {
    static Port parse(String text) {
      String digits = text.startsWith(":") ? text.substring(1) : text;
      if (digits.matches("\\d{1,5}")) {
        int number = Integer.parseInt(digits);
        if (number >= 1 && number <= MOST_PORTS) return new Port(number);
      }
      throw new TypeConversionException("'" + text + "' is no port like :8080");
    }
  }

  private static AcceptStrategy strategy(String name) {
    if (Strategies.labels().contains(name)) return AcceptStrategy.named(name);
    throw new TypeConversionException(
        "unknown strategy '" + name + "'; there are: " + String.join(", ", Strategies.labels()));
  }

  /// Picocli shows the message of its own exception only.
  private static <T> ITypeConverter<T> oneLine(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }
}
