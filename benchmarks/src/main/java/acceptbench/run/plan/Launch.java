package acceptbench.run.plan;

import java.util.Comparator;

/// One measurement of a cell, with JVMs of its own: what JMH calls a fork.
///
/// @param cell the cell's place in the plan, from 0
/// @param number which of the cell's launches, from 1; also the round in which it is measured
public record Launch(int cell, int number) implements Comparable<Launch> {
  private static final Comparator<Launch> ORDER =
      Comparator.comparingInt(Launch::cell).thenComparingInt(Launch::number);

  @Override
  public int compareTo(Launch other) {
    return ORDER.compare(this, other);
  }
}
