package acceptbench.server.parameter;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parameter as it was declared.
///
/// @param name as in `-p NAME=VALUE`
/// @param type `int`, `boolean`, `String`, [Backlog], [AcceptBatch] or an enum that is
///     [Labelled]
public record NamedParameter(String name, Class<?> type, Parameter declared) {
  /// The parameter that a component of [ServerConfig] declares.
  static NamedParameter of(RecordComponent component) {
    return of(component.getName(), component.getType(), component.getAnnotation(Parameter.class));
  }

  /// The parameter that a field declares.
  ///
  /// @throws IllegalArgumentException where it declares none
  public static NamedParameter of(Field field) {
    return of(field.getName(), field.getType(), field.getAnnotation(Parameter.class));
  }

  private static NamedParameter of(String name, Class<?> type, @Nullable Parameter declared) {
    if (declared == null) throw new IllegalArgumentException(name + " lacks its @Parameter");
    return new NamedParameter(name, type, declared);
  }

  /// A value from its text.
  ///
  /// @throws IllegalArgumentException `NAME=TEXT: ` and what it may be, in one line
  public Object read(String text) {
    if (text.isEmpty()) throw wrong(text, "it has no value");
    List<String> choices = choices();
    if (!choices.isEmpty() && !choices.contains(text)) {
      if (!declared.orNumber())
        throw wrong(text, "it is one of " + choices.stream().sorted().toList());
      number(text);
    }
    if (type == int.class) return number(text);
    if (type == Backlog.class)
      return Backlog.isDefault(text) ? Backlog.DEFAULT : Backlog.of(number(text));
    if (type == AcceptBatch.class) return AcceptBatch.of(text);
    if (type == boolean.class) return Boolean.valueOf(text);
    for (Labelled constant : constants()) if (constant.label().equals(text)) return constant;
    return text;
  }

  /// The text of a value; [#read] reads it.
  public static String text(Object value) {
    return value instanceof Labelled labelled ? labelled.label() : value.toString();
  }

  private int number(String text) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(text, "not a whole number" + orOneOf());
    }
    if (number < declared.from() || number > declared.to())
      throw wrong(
          text, "it has to be from " + declared.from() + " to " + declared.to() + orOneOf());
    // Two spellings of one value would be two cells, and comparisons would not match them.
    if (!text.equals(Long.toString(number))) throw wrong(text, "write " + number);
    return (int) number;
  }

  private String orOneOf() {
    return declared.orNumber() ? ", or one of " + choices().stream().sorted().toList() : "";
  }

  private IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(name + "=" + text + ": " + why);
  }

  /// What it may be: `0 to 64`, or `one, all, usual`; empty where that is anything.
  public String values() {
    String choices = String.join(", ", choices());
    if (declared.orNumber()) return range() + ", " + choices;
    if (!choices.isEmpty()) return choices;
    return type == int.class ? range() : "";
  }

  private String range() {
    boolean open = declared.to() == Integer.MAX_VALUE;
    return open ? declared.from() + " or more" : declared.from() + " to " + declared.to();
  }

  private List<String> choices() {
    if (declared.oneOf().length > 0) return List.of(declared.oneOf());
    if (type == boolean.class) return List.of("true", "false");
    return constants().stream().map(Labelled::label).toList();
  }

  private List<Labelled> constants() {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(Labelled.class::cast).toList()
        : List.of();
  }
}
