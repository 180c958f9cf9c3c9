package acceptbench.run.jmh;

import java.util.ArrayList;
import java.util.List;

/// The values of a parameter as `-p` has them: separated by commas, as in JMH, which knows no way
/// to have a comma in one. Here it is written `\,`.
final class ParameterValues {
  private ParameterValues() {}

  /// The values. Any other backslash stays as it is, and so do two of them, which escape no comma:
  /// what `send` or `command` make of those is their own.
  static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',') {
        values.add(value.toString());
        value.setLength(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        if (next != ',') value.append(c);
        value.append(next);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
