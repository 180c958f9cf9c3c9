package acceptbench.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The values that a benchmark measures of a parameter which it shares with others, where they are
/// not those of the parameter's own annotation. `-p` overrides them.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Measures.Several.class)
public @interface Measures {
  /// The name of a field with `@Param`.
  String parameter();

  String[] values();

  /// What the compiler puts several of them into.
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {
    Measures[] value();
  }
}
