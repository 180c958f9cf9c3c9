package acceptbench.server.parameter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares a parameter: what it means and what values it may have. Its name and type are those of
/// the annotated field or component. Everything else follows from that: checks, messages, command
/// lines, what `-lp` prints.
///
/// On a component of [ServerConfig] it declares a parameter of the server. On a field with JMH's
/// `@Param` it declares one of the benchmark's own; there JMH's annotation has the values that are
/// measured unless others are asked for. [NamedParameter] reads it.
///
/// An `int` is within a range; an enum is one of its labels and a `boolean` one of `true` and
/// `false`; a `String` is one of those listed, or a number where that may be too, or anything.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Parameter {
  /// The most that is allowed where a time has no limit of its own.
  int HOUR_MILLIS = 3_600_000;

  /// What it means, in a sentence or two.
  String means();

  /// The default of a parameter of the server.
  String usual() default "";

  /// The only strategy to which it means anything; empty where it means something to all, or to
  /// those that say so.
  String only() default "";

  int from() default 0;

  int to() default Integer.MAX_VALUE;

  /// All values that it may have, if they are not a range.
  String[] oneOf() default {};

  /// Whether it may be a whole number within the range instead of one of those listed.
  boolean orNumber() default false;
}
