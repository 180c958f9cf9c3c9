package acceptbench.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Connections that arrive one by one, a queue that they wait in, a server that pauses: as often as
/// the risk says, more wait than a backlog has room for. The same random numbers in each run.
class SimulatedPausesTest {
  private static final int PAUSES = 40_000;
  private static final double RISK = 0.02;

  /// Of that many pauses the share of those that overflow is within four standard errors.
  private static final double ERROR = 4 * Math.sqrt(RISK * (1 - RISK) / PAUSES);

  @ParameterizedTest
  @CsvSource({"2000, 20ms, 0, 1", "500, 100ms, 30, 1", "2000, 40ms, 0, 4", "1000, 50ms, 80, 3"})
  void aPauseOverflowsAsOftenAsTheRiskSays(double rate, String pause, int burst, int listeners) {
    Demand demand = Demands.of(rate, pause, RISK).burst(burst).listeners(listeners).demand();
    Sizing sizing = Sizing.of(demand);
    int backlog = sizing.backlog().orElseThrow();
    double share = overflowing(demand, backlog);
    assertThat(share).isLessThan(sizing.chance() + ERROR);
    // Of several listeners two may overflow in one pause, which counts once.
    assertThat(share).isGreaterThan((1 - RISK) * sizing.chance() - ERROR);
    assertThat(overflowing(demand, backlog - 1)).isGreaterThan(RISK - ERROR);
  }

  private static double overflowing(Demand demand, int backlog) {
    SplittableRandom random = new SplittableRandom(20_261_126);
    int overflowed = 0;
    for (int pause = 0; pause < PAUSES; pause++) {
      int[] waiting = new int[demand.listeners()];
      for (int i = 0; i < demand.burst(); i++) waiting[random.nextInt(waiting.length)]++;
      double second = random.nextExponential() / demand.ratePerSecond();
      while (second < demand.pause().seconds()) {
        waiting[random.nextInt(waiting.length)]++;
        second += random.nextExponential() / demand.ratePerSecond();
      }
      for (int queue : waiting) {
        if (queue > Sizing.room(backlog)) {
          overflowed++;
          break;
        }
      }
    }
    return (double) overflowed / PAUSES;
  }

  /// The server takes the same time for each connection, and what it has not accepted when the next
  /// pause begins waits through that one.
  @ParameterizedTest
  @CsvSource({"1000, 40ms, 60ms, 3300", "1000, 40ms, 60ms, 3900", "2000, 20ms, 100ms, 2700"})
  void pausesThatFollowEachOtherOverflowAsOftenAsTheRiskSays(
      double rate, String pause, String every, double drain) {
    Demand demand = Demands.of(rate, pause, RISK).drain(drain).every(every).demand();
    Sizing sizing = Sizing.of(demand);
    double share = overflowingInTurn(demand, sizing.backlog().orElseThrow());
    // One pause's queue is part of the next one's: there is less to learn from as many pauses.
    assertThat(share).isBetween(RISK / 2, RISK + 4 * ERROR);
  }

  private static double overflowingInTurn(Demand demand, int backlog) {
    SplittableRandom random = new SplittableRandom(20_261_126);
    double service = 1 / demand.drainPerSecond().orElseThrow();
    double every = demand.every().orElseThrow().seconds();
    double arrival = random.nextExponential() / demand.ratePerSecond();
    int queue = 0;
    int overflowed = 0;
    for (int cycle = 0; cycle < PAUSES; cycle++) {
      double goesOn = cycle * every + demand.pause().seconds();
      double nextPause = (cycle + 1) * every;
      for (; arrival < goesOn; arrival += random.nextExponential() / demand.ratePerSecond())
        queue++;
      if (queue > Sizing.room(backlog)) overflowed++;
      double free = goesOn;
      while (true) {
        // What arrives while one is served waits behind it.
        for (; arrival <= free; arrival += random.nextExponential() / demand.ratePerSecond())
          queue++;
        if (queue == 0) free = arrival;
        if (free + service > nextPause) break;
        if (queue == 0) continue;
        queue--;
        free += service;
      }
    }
    return (double) overflowed / PAUSES;
  }
}
