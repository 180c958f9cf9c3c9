package acceptbench.run.plan;

import static acceptbench.run.plan.Plans.plan;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.linux.process.CpuList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;

class PlanTest {
  @Test
  void aCellIsOneValueForEachParameterInTheOrderWritten() throws UserError {
    Plan plan = plan("Toy", "-p", "backlog=128,5,16", "-p", "sleepMillis=1,2");
    assertThat(plan.cells())
        .extracting(cell -> cell.label(plan.differing()))
        .containsExactly(
            "sleep backlog=128 sleepMillis=1",
            "sleep backlog=128 sleepMillis=2",
            "sleep backlog=5 sleepMillis=1",
            "sleep backlog=5 sleepMillis=2",
            "sleep backlog=16 sleepMillis=1",
            "sleep backlog=16 sleepMillis=2");
    assertThat(plan.cells()).extracting(PlannedCell::key).doesNotHaveDuplicates();
  }

  @Test
  void withoutOverridesTheAnnotationsValuesAreMeasured() throws UserError {
    assertThat(plan("Toy").cells())
        .extracting(cell -> cell.parameters().get("backlog"))
        .containsExactly("1", "2");
  }

  @Test
  void aBenchmarkIsMeasuredInItsOwnModeOnly() throws UserError {
    assertThat(plan("Toy", "-bm", "ss", "-p", "backlog=1").cells())
        .extracting(PlannedCell::mode)
        .containsExactly(Mode.SingleShotTime);
    for (String other : List.of("avgt", "thrpt", "sample", "all", "ss,avgt"))
      assertThatThrownBy(() -> plan("Toy", "-bm", other))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("ToyBenchmark.sleep measures in its own mode only, which is ss");
  }

  @Test
  void severalCpusAreOneValue() throws UserError {
    Plan plan = plan("Burst", "-p", "strategy=epoll", "-p", "backlog=5", "-p", "serverCpus=0+1");
    assertThat(plan.cells()).hasSize(1);
  }

  @Test
  void theCpusThatAreChosenForAServerAreItsOnly() throws UserError {
    Plan plan =
        plan("Burst", "-p", "strategy=epoll", "-p", "backlog=5", "-p", "serverCpus=auto,0,1");
    assertThat(plan.cells())
        .extracting(cell -> cell.cpusInUse(CpuList.parse("0-1").orElseThrow()).words())
        .containsExactly(
            "client on 1, server on 0", "client on 1, server on 0", "client on 1, server on 1 too");
  }

  @Test
  void severalNumbersOfClientsAreCellsOfOneRun() throws UserError {
    Plan plan = plan("Burst", "-p", "strategy=epoll", "-p", "backlog=5", "-p", "clients=1,2");
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    assertThat(plan.cells())
        .extracting(cell -> cell.cpus(cpus).words())
        .containsExactly("client on 1, server on 0", "clients on 0-1, server on 0-1 too");
  }

  @Test
  void allStandsForEveryStrategyOfTheCatalogue() throws UserError {
    Plan plan = plan("BurstBenchmark", "-p", "backlog=16");
    List<String> strategies = new ArrayList<>(plan.leftOut().keySet());
    plan.cells().forEach(cell -> strategies.add(cell.parameters().get("strategy")));
    assertThat(strategies).containsExactlyInAnyOrderElementsOf(Strategies.labels());
    assertThat(plan.leftOut()).doesNotContainKey("blocking");
  }

  @Test
  void defaultsAreWhatIsMeasuredWhereNobodyAsksForMore() throws UserError {
    Plan plan = plan("BurstBenchmark", "-p", "strategy=epoll", "-p", "burst=5", "-p", "workers=3");
    assertThat(plan.defaults())
        .containsOnlyKeys("acceptbench.bench.BurstBenchmark.burst")
        .extractingByKey(
            "acceptbench.bench.BurstBenchmark.burst", as(InstanceOfAssertFactories.MAP))
        .containsEntry("burst", "2000")
        .containsEntry("workers", "2")
        .as("five are measured, one is the server's usual one")
        .containsEntry("backlog", "128");
    assertThat(plan("HalfOpen", "-p", "strategy=epoll", "-p", "halfOpen=5").defaults().values())
        .singleElement(as(InstanceOfAssertFactories.MAP))
        .as("three are measured, and none of them is usual")
        .doesNotContainKey("syncookies")
        .containsEntry("abortOnOverflow", "0");
  }

  @Test
  void aBenchmarkMayMeasureOtherValuesOfAParameterThanTheOthersDo() throws UserError {
    assertThat(plan("HalfOpen", "-p", "strategy=epoll", "-p", "halfOpen=5").cells())
        .extracting(cell -> cell.parameters().get("syncookies"))
        .containsExactly("0", "1", "2", "0", "1", "2");
    assertThat(
            plan("HalfOpen", "-p", "strategy=epoll", "-p", "halfOpen=5", "-p", "syncookies=2")
                .cells())
        .extracting(cell -> cell.parameters().get("backlog"))
        .containsExactly("128", "4096");
    assertThat(plan("Burst", "-p", "strategy=epoll").cells())
        .extracting(cell -> cell.parameters().get("syncookies"))
        .containsOnly("1");
  }

  /// What a program can't be told is not asked of it, and what only programs have is no difference
  /// between the others' cells.
  @Test
  void commandsAreRivalsOfEachOtherAndOfStrategies() throws UserError {
    Plan plan =
        plan(
            "Burst",
            "-p",
            "strategy=epoll,command",
            "-p",
            "command=sh -c one {port},sh -c two {port} {backlog}",
            "-p",
            "handlerMicros=0");
    assertThat(plan.leftOut()).isEmpty();
    assertThat(plan.cells())
        .extracting(cell -> cell.label(plan.differing()))
        .hasSize(5 + 1 + 5)
        .contains(
            "burst epoll backlog=128",
            "burst command 'sh -c one {port}' backlog=default",
            "burst command 'sh -c two {port} {backlog}' backlog=128");
    assertThat(plan.cells())
        .filteredOn(cell -> "epoll".equals(cell.parameters().get("strategy")))
        .extracting(cell -> cell.parameters().get("command"))
        .containsOnly("none");
  }

  @Test
  void aProgramAloneIsAskedForNoHandler() throws UserError {
    Plan plan = plan("Burst", "-p", "strategy=command", "-p", "command=sh {port}");
    assertThat(plan.cells())
        .singleElement()
        .extracting(PlannedCell::parameters, as(InstanceOfAssertFactories.MAP))
        .containsEntry("handlerMicros", "0")
        .containsEntry("backlog", "default");
  }

  @Test
  void aCommaOfAValueIsEscaped() throws UserError {
    Plan plan =
        plan("Burst", "-p", "strategy=command", "-p", "command=sh a\\,b {port},sh c {port}");
    assertThat(plan.cells())
        .extracting(cell -> cell.parameters().get("command"))
        .containsExactly("sh a,b {port}", "sh c {port}");
  }

  @Test
  void excludesAreJmhs() throws UserError {
    assertThat(plan("-e", "acceptbench.bench", "-p", "backlog=1").cells())
        .extracting(PlannedCell::benchmark)
        .containsOnly("acceptbench.cli.toy.ToyBenchmark.sleep");
  }

  /// Who is compared with it may be measured with it.
  @Test
  void aParameterOfOneStrategyMayBeAskedOfOthersBesideIt() throws UserError {
    Plan plan = plan("Burst", "-p", "strategy=reuseport,reuseport-cbpf#2", "-p", "steering=random");
    assertThat(plan.cells())
        .extracting(cell -> cell.parameters().get("steering"))
        .containsOnly("random");
  }
}
