package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.ArrivalShare;
import acceptbench.load.arrival.BurstFirst;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.load.arrival.TimedAction;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalShareTest {
  private static final int CONNECTIONS = 101;

  static Stream<ArrivalSchedule> schedules() {
    return Stream.of(
        new ConstantRateArrivals(3_000),
        new PoissonArrivals(3_000, 7),
        new BurstFirst(10, new PoissonArrivals(3_000, 8)));
  }

  /// The clients' threads ask at the same time, so each has its own copy of what is drawn.
  @ParameterizedTest
  @MethodSource("schedules")
  void ofSeveralClientsAreEachArrivalOnceAndAtItsTime(ArrivalSchedule all) {
    for (int clients = 1; clients <= 5; clients++) {
      LoadPlan plan = new LoadPlan(all, CONNECTIONS, 1, List.of());
      List<LoadPlan> shares = shares(plan, clients);
      long[] together = shares.stream().flatMapToLong(ArrivalShareTest::starts).sorted().toArray();
      assertThat(together).as("%d clients", clients).isEqualTo(starts(plan).toArray());
    }
  }

  private static List<LoadPlan> shares(LoadPlan plan, int clients) {
    return IntStream.range(0, clients).mapToObj(client -> plan.share(client, clients)).toList();
  }

  private static LongStream starts(LoadPlan plan) {
    return IntStream.range(0, plan.connections())
        .mapToLong(index -> plan.arrivals().intendedStartNanos(index));
  }

  @Test
  void theFirstClientHasTheFirstArrivalAndTheActions() {
    TimedAction action = new TimedAction(5, () -> {});
    LoadPlan plan = new LoadPlan(new ConstantRateArrivals(1), 5, 1, List.of(action));
    assertThat(starts(plan.share(0, 2))).containsExactly(0L, 2_000_000_000L, 4_000_000_000L);
    assertThat(starts(plan.share(1, 2))).containsExactly(1_000_000_000L, 3_000_000_000L);
    assertThat(plan.share(0, 2).actions()).containsExactly(action);
    assertThat(plan.share(1, 2).actions()).isEmpty();
  }

  @Test
  void howManyMayBeInFlightIsSharedToo() {
    LoadPlan plan = new LoadPlan(new ClosedLoopArrivals(7), Integer.MAX_VALUE, 1, List.of());
    assertThat(shares(plan, 3))
        .extracting(share -> share.arrivals().mostInFlight())
        .containsExactly(3, 2, 2);
    assertThat(shares(plan, 2))
        .extracting(LoadPlan::connections)
        .containsExactly(1_073_741_824, 1_073_741_823);
  }

  @Test
  void whereArrivalsDoNotWaitThereIsNoLimitToShare() {
    assertThat(new ArrivalShare(new ConstantRateArrivals(1), 1, 2).mostInFlight())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void thereIsNoThirdOfTwo() {
    assertThatThrownBy(() -> new ArrivalShare(new ConstantRateArrivals(1), 2, 2))
        .hasMessage("client 2 of 2");
  }
}
