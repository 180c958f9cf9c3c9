package acceptbench.results.limit;

import java.util.stream.Stream;

/// How a figure may stand to a bound.
enum Relation {
  ABOVE(">"),
  AT_LEAST(">="),
  BELOW("<"),
  AT_MOST("<="),
  EQUAL("=="),
  UNEQUAL("!=");

  private final String written;

  Relation(String written) {
    this.written = written;
  }

  /// The one that is written so.
  static Relation of(String written) {
    return Stream.of(values()).filter(it -> it.written.equals(written)).findFirst().orElseThrow();
  }

  boolean holds(double value, double bound) {
    int order = Double.compare(value, bound);
    return switch (this) {
      case ABOVE -> order > 0;
      case AT_LEAST -> order >= 0;
      case BELOW -> order < 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
    };
  }
}
