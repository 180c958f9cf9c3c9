package acceptbench.server.parameter;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A constant that has a name of its own in parameters, command lines and reports.
public interface Labelled {
  /// The name, `round-robin` say.
  String label();

  /// The constant with this label.
  ///
  /// @param what is meant by the label, for the message
  /// @throws IllegalArgumentException listing the labels, where there is none
  static <T extends Labelled> T named(String what, T[] constants, String label) {
    for (T constant : constants) if (constant.label().equals(label)) return constant;
    String labels = Arrays.stream(constants).map(Labelled::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("no %s '%s'; there are %s".formatted(what, label, labels));
  }
}
