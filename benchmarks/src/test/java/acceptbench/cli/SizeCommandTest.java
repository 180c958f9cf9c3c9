package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.size.SizeCommand;
import acceptbench.kernel.Sysctls;
import acceptbench.launch.Handover;
import acceptbench.testing.NeedsPrivateNetwork;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command `size`, run as the command line runs it.
@ExtendWith(NeedsPrivateNetwork.class)
class SizeCommandTest {
  private static final String EXAMPLE = "--rate 2000 --pause 200ms";

  @TempDir private Path folder;

  private final StringWriter printed = new StringWriter();

  @Test
  void theBacklogComesFirstAndThenFourLinesOfWhy() {
    assertThat(size(EXAMPLE + " --somaxconn 4096")).isZero();
    List<String> lines = printed.toString().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("backlog 462");
    assertThat(lines.subList(1, 6))
        .containsExactly(
            "",
            "  lower bound   in a pause of 200 ms, 400 connections arrive on average at 2,000/s;"
                + " more than 463 wait in at most 1 of 1,000 such pauses, and backlog 462 has room"
                + " for 463",
            "  next pause    taken to come when the queue is empty again; --every and --drain tell"
                + " whether it does",
            "  listeners     one, which gets all connections; of several each needs a margin of its"
                + " own",
            "  upper bound   not known without --drain, what the server accepts per second: what"
                + " waits beyond drain x patience (1 s) is accepted when its client has gone");
    assertThat(lines)
        .contains("  somaxconn     4096 here: that is enough")
        .anyMatch(line -> line.matches(" +nginx +listen PORT backlog=462; +511"))
        .anyMatch(line -> line.matches(" +Netty +.*SO_BACKLOG, 462\\) +somaxconn"))
        .anyMatch(line -> line.contains("ss -ltn 'sport = :PORT'"));
  }

  @Test
  void eachOptionHasItsPartInTheLines() {
    assertThat(
            size(
                EXAMPLE
                    + " --somaxconn 128 --burst 100 --listeners 4 --drain 5000 --every 1s"
                    + " --patience 500ms"))
        .isZero();
    assertThat(printed.toString())
        .startsWith("backlog 164 for each of 4 listeners")
        .contains("125 connections arrive at each listener on average at 2,000/s and 100 at once")
        .contains(
            "800 ms after the end of the last, when the queue is empty again: it adds nothing")
        .contains("a margin of its own: 656 in all, where one listener needs 562")
        .contains("625 for each: at 5,000/s the server takes 500 ms")
        .contains(
            "128 here, which cuts 164 to 128 without a word: sysctl -w net.core.somaxconn=164");
  }

  @Test
  void thisMachinesSomaxconnIsTheDefault() throws IOException {
    String here = Sysctls.ofThisMachine().read("net.core.somaxconn");
    assertThat(size(EXAMPLE)).isZero();
    assertThat(printed.toString()).contains("somaxconn     " + here + " here");
  }

  @Test
  void whereNoBacklogHelpsItSaysWhatDoes() {
    assertThat(size("--rate 10000 --pause 300ms --drain 12000 --patience 200ms")).isEqualTo(1);
    assertThat(printed.toString())
        .startsWith(
            "no backlog helps: it would have to be 3,170, and beyond 2,400 the server works")
        .contains("who comes in the first 100 ms of the pause has gone before it ends")
        .contains(
            "what helps    a server that accepts 15,850/s or more, or pauses of 225.3 ms at most")
        .doesNotContain("nginx");
  }

  @Test
  void aQueueThatOnlyGrowsIsHelpedByNoBacklog() throws IOException {
    assertThat(size("--rate 2000 --pause 200ms --drain 6000 --every 300ms --json")).isEqualTo(1);
    JsonNode json = json();
    assertThat(json.get("backlog").isNull()).isTrue();
    assertThat(json.get("verdict").asText()).isEqualTo("queue-grows");
    assertThat(json.get("drainNeeded").asDouble()).isBetween(6_300.0, 6_330.0);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    assertThat(size(EXAMPLE + " --json --somaxconn=100 --drain 5000")).isZero();
    JsonNode json = json();
    assertThat(json.get("backlog").asInt()).isEqualTo(462);
    assertThat(json.get("upperBound").asInt()).isEqualTo(5_000);
    assertThat(json.get("meanWaiting").asDouble()).isEqualTo(400);
    assertThat(json.get("chanceOfOverflow").asDouble()).isBetween(0.0008, 0.001);
    assertThat(json.get("somaxconnIsEnough").asBoolean()).isFalse();
    assertThat(json.get("asked").get("everyNanos").isNull()).isTrue();
    assertThat(StreamSupport.stream(json.get("settings").spliterator(), false))
        .anyMatch(
            one ->
                one.get("server").asText().equals("nginx")
                    && one.get("line").asText().equals("listen PORT backlog=462;"));
  }

  @Test
  void theLongestPauseOfAFileIsSizedFor() throws IOException {
    Path file = folder.resolve("gc.log");
    Files.writeString(
        file,
        """
        [1s][info][safepoint] Safepoint "A", At safepoint: 1 ns, Total: 200000000 ns
        [2s][info][safepoint] Safepoint "B", At safepoint: 1 ns, Total: 1000000 ns
        """);
    assertThat(size("--rate 2000 --pauses " + file)).isZero();
    assertThat(printed.toString())
        .startsWith("backlog 462")
        .contains("2 were recorded: half of them up to 1.00 ms, 99 of 100 up to 200 ms")
        .contains("the longest, 200 ms, is sized for");
  }

  /// With these seeds none of the pauses brings more than the backlog has room for, which is in the
  /// arithmetic of the arrivals, not in the machine.
  @Test
  void whatIsMeasuredStandsBesideWhatIsPredicted() throws IOException {
    assertThat(size("--rate 2000 --pause 100ms --measure epoll --times 3 --seed 1 --json"))
        .isZero();
    JsonNode json = json();
    JsonNode measured = json.get("measured");
    assertThat(measured.get("strategy").asText()).isEqualTo("epoll");
    assertThat(measured.get("meanWaiting").asDouble()).isBetween(160.0, 240.0);
    assertThat(measured.get("needed")).hasSize(3);
    assertThat(measured.get("neededIsExact").asBoolean()).isTrue();
    assertThat(measured.get("medianNeeded").asInt())
        .isBetween(150, measured.get("mostNeeded").asInt());
    assertThat(measured.get("mostNeeded").asInt()).isBetween(150, json.get("backlog").asInt());
    assertThat(measured.get("overflowsSeen").asBoolean()).isFalse();
  }

  @Test
  void anOverflowIsSeenWhereTheRiskIsGreat() {
    assertThat(size("--rate 2000 --pause 100ms --risk 0.5 --measure epoll --times 4 --seed 5"))
        .isZero();
    assertThat(printed.toString())
        .contains("measured with epoll on this kernel, in 4 pauses of 100 ms at 2,000/s (seed 5)")
        .containsPattern("overflows seen: yes, in [123] of the same 4 pauses")
        .containsPattern("needed +a backlog of \\d{3} in the median pause, \\d{3} in the worst;")
        .containsPattern("known by +both ends of each connection, exactly");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--rate 2000",
        "--pause 200ms",
        "--rate 2000 --pause 200",
        "--rate 2000 --pause 0ms",
        "--rate 2000 --pause 2h",
        "--rate 2000 --pause 200ms --pauses x",
        "--rate 2000 --pauses /nosuch",
        "--rate many --pause 200ms",
        "--rate 0 --pause 200ms",
        "--rate NaN --pause 200ms",
        "--rate 1000001 --pause 200ms",
        "--rate 1000000 --pause 2s",
        "--rate 2000 --pause 200ms --risk 0",
        "--rate 2000 --pause 200ms --risk 1",
        "--rate 2000 --pause 200ms --burst -1",
        "--rate 2000 --pause 200ms --burst 1.5",
        "--rate 2000 --pause 200ms --listeners 0",
        "--rate 2000 --pause 200ms --every 1s",
        "--rate 2000 --pause 200ms --every 100ms --drain 5000",
        "--rate 2000 --pause 200ms --drain 0",
        "--rate 2000 --pause 200ms --patience 0s",
        "--rate 2000 --pause 200ms --somaxconn -1",
        "--rate 2000 --pause 200ms --seed 1",
        "--rate 2000 --pause 200ms --times -5",
        "--rate 2000 --pause 200ms --measure external",
        "--rate 2000 --pause 200ms --measure epoll --times 0",
        "--rate 2000 --pause 200ms --measure epoll --listeners 2",
        "--rate 2000 --pause 200ms --measure reuseport-cbpf --listeners 2",
        "--rate 2000 --pause 200ms --measure epoll --every 1s --drain 5000",
        "--rate 200000 --pause 200ms --measure epoll",
        "--rate 2000 --pause 200ms --network nowhere",
        "--rate 2000 --pause 200ms --nosuch"
      })
  void whatCannotBeSizedIsWrongUsage(String arguments) {
    assertThat(size(arguments)).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void onTheHostsStackNothingIsMeasured() {
    assertThat(size(Handover.Network.HOST, EXAMPLE + " --measure epoll")).isEqualTo(69);
    assertThat(printed.toString()).isEmpty();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(printed.toString());
  }

  private int size(String arguments) {
    return size(Handover.Network.PRIVATE, arguments);
  }

  private int size(Handover.Network network, String arguments) {
    List<String> line = new ArrayList<>(List.of("size"));
    if (!arguments.isEmpty()) line.addAll(List.of(arguments.split(" ", -1)));
    return new Subcommands(Map.of("size", new SizeCommand(network, new PrintWriter(printed))))
        .run(line);
  }
}
