package acceptbench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "report DIR",
        "compare A B",
        "export RUN --format go",
        "history DIR",
        "explain",
        "size --rate 2000 --pause 200ms",
        "size --measure=epoll --help",
        "-h",
        "--help",
        "-l",
        "-lp Burst",
        "-lprof",
        "-lrf",
        "--version",
        "laws --help",
        "-p backlog=1 -lp"
      })
  void readingAndPrintingNeedsNothing(String line) {
    assertThat(Need.of(words(line))).isEqualTo(Need.FILES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--quick",
        "Burst -p backlog=1",
        "laws",
        "--network private",
        "doctor",
        "size --rate 2000 --pause 200ms --measure epoll",
        "size --measure=epoll --rate 2000 --pause 200ms"
      })
  void measuringNeedsANetworkOfItsOwn(String line) {
    assertThat(Need.of(words(line))).isEqualTo(Need.PRIVATE_NETWORK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--network host", "--network=host Burst", "serve blocking"})
  void theHostsNetworkIsThereToBeAskedFor(String line) {
    assertThat(Need.of(words(line))).isEqualTo(Need.HOST_NETWORK);
  }

  @Test
  void onlyWhoAsksForThePrivateNetworkInsistsOnIt() {
    assertThat(Need.insistsOnPrivateNetwork(words("--network private"))).isTrue();
    assertThat(Need.insistsOnPrivateNetwork(words("--quick"))).isFalse();
  }

  @Test
  void whatIsHandedOverIsReadBack() {
    Handover handover =
        new Handover(Handover.Network.HOST, 4711, "", List.of("-p", "backlog=1,2", "", "Burst"));
    assertThat(Handover.parse(handover.toCommandLine().toArray(String[]::new))).isEqualTo(handover);
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }
}
