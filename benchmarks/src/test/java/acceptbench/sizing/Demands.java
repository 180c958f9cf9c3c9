package acceptbench.sizing;

import java.util.Optional;
import java.util.OptionalDouble;

/// Demands for tests, which differ from one another in little.
record Demands(Demand demand) {
  static Demands of(double rate, String pause, double risk) {
    return new Demands(
        new Demand(
            rate,
            Span.parse(pause),
            risk,
            0,
            1,
            OptionalDouble.empty(),
            Optional.empty(),
            Span.parse("1s")));
  }

  Demands burst(int burst) {
    return with(burst, demand.listeners(), demand.drainPerSecond(), demand.every());
  }

  Demands listeners(int listeners) {
    return with(demand.burst(), listeners, demand.drainPerSecond(), demand.every());
  }

  Demands drain(double perSecond) {
    return with(demand.burst(), demand.listeners(), OptionalDouble.of(perSecond), demand.every());
  }

  Demands every(String span) {
    return with(
        demand.burst(), demand.listeners(), demand.drainPerSecond(), Optional.of(Span.parse(span)));
  }

  private Demands with(int burst, int listeners, OptionalDouble drain, Optional<Span> every) {
    return new Demands(
        new Demand(
            demand.ratePerSecond(),
            demand.pause(),
            demand.risk(),
            burst,
            listeners,
            drain,
            every,
            demand.patience()));
  }

  Sizing sizing() {
    return Sizing.of(demand);
  }

  int backlog() {
    return sizing().backlog().orElseThrow();
  }
}
