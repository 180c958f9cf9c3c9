package acceptbench.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Default values of a parameter in one benchmark, in place of those in the parameter's own
/// annotation. `-p` overrides them.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Measures.Several.class)
public @interface Measures {
  /// The name of a field with `@Param`.
  String parameter();

  String[] values();

  /// The container for several of them.
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {
    Measures[] value();
  }
}
