package acceptbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Strategies;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRateTest {
  @ParameterizedTest
  @CsvSource({"31905,16000", "28782,14000", "1999,1000", "199.9,100", "66000,33000", "30,15"})
  void burstsComeAtHalfOfItToTwoDigits(double most, int rate) {
    assertThat(new ClientRate(most).ofBursts()).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Burst -p backlog=5|-p backlog=5 -p burstRate=16000 Burst",
        "Burst -p burstRate=auto -i 2|-p burstRate=16000 -i 2 Burst",
        "Burst -p burstRate=max,auto,16000|-p burstRate=max,16000 Burst",
      })
  void itStandsInTheRunsArguments(String asked, String settled) throws UserError {
    JmhArguments arguments = JmhArguments.parse(List.of(asked.split(" ", -1)));
    assertThat(new ClientRate(31_905).in(arguments).toCommandLine())
        .containsExactlyInAnyOrder(settled.split(" ", -1));
  }

  @Test
  void ratesThatItCanNotKeepAreTold() {
    ClientRate rate = new ClientRate(31_905);
    assertThat(rate.warning(Set.of(16_000, 31_905))).isEmpty();
    assertThat(rate.warning(Set.of(16_000, 100_000, 31_906)).orElseThrow())
        .startsWith(
            "burstRate=31906,100000: this machine's load client can do 31,905 connections/s;");
  }

  @ParameterizedTest
  @CsvSource({"max,false", "20000,false", "'1,20001',true", "'max,1000000',true"})
  void highRatesAreDoubted(String burstRate, boolean doubted) throws UserError {
    JmhArguments arguments =
        JmhArguments.parse(
            List.of("Burst", "-p", "strategy=epoll", "-p", "burstRate=" + burstRate));
    BitSet cpus = new BitSet();
    cpus.set(0);
    Plan plan = Plan.of(arguments, new ParameterRules(Strategies.labels(), 4_096, cpus));
    assertThat(ClientRate.isDoubted(plan.burstRates())).isEqualTo(doubted);
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(new ClientRate(31_905))
        .hasToString("31,905 connections/s; bursts come at 50 % of that, burstRate=16000");
  }
}
