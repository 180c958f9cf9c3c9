package acceptbench.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.LastLines;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Both ends of the control pipe, fed with what the other end would never say.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadLinesTest {
  private static final byte[] STATS =
      ("stats accepts=1,22,333 served=356 wakeups=45 cpuNanos=123456789 descriptors=17"
              + " switches=678 queueWaits=0:300,12:56")
          .getBytes(UTF_8);
  private static final byte[] PROGRAMS_STATS =
      "stats accepts= served=-1 wakeups=0 cpuNanos=5000 descriptors=9 switches=12 queueWaits="
          .getBytes(UTF_8);
  private static final byte[] STALLED =
      "stalled acceptors=2 ownConnections=3 atNanos=1234567890123".getBytes(UTF_8);
  private static final byte[] RESUMED =
      "resumed atNanos=1234567890123 cpuNanos=98765".getBytes(UTF_8);
  private static final byte[] READY =
      "ready port=40123 backlog=128 acceptors=1234,1235 notes=17 listeners=12,15".getBytes(UTF_8);

  @Test
  void badStatsAreRefused() {
    BadInput.feed(
        line -> {
          ServerStats stats = ServerStats.parse(text(line));
          assertThat(stats.cpuNanos()).isNotNegative();
          assertThat(stats.wakeups()).isNotNegative();
          assertThat(stats.switches()).isNotNegative();
          assertThat(stats.accepts()).allMatch(count -> count >= 0);
        },
        IllegalArgumentException.class,
        STATS,
        PROGRAMS_STATS);
  }

  @Test
  void badFirstLinesAreRefused() {
    BadInput.feed(
        line -> {
          ReadyLine ready = ReadyLine.parse(text(line));
          assertThat(ready.port()).isBetween(1, 65_535);
          assertThat(ready.effectiveBacklog()).isNotNegative();
          assertThat(ready.notes()).isGreaterThanOrEqualTo(-1);
          assertThat(ready.listeners()).allMatch(descriptor -> descriptor >= 0);
          assertThat(ready.acceptors()).isNotEmpty().allMatch(pid -> pid >= 0);
        },
        IllegalArgumentException.class,
        READY);
  }

  @Test
  void badAnswersToAStallAreRefused() {
    BadInput.feed(
        line -> {
          Stalled stalled = Stalled.parse(text(line));
          assertThat(stalled.acceptors()).isNotNegative();
          assertThat(stalled.ownConnections()).isNotNegative();
          assertThat(stalled.atNanos()).isNotNegative();
        },
        IllegalArgumentException.class,
        STALLED);
    BadInput.feed(
        line -> assertThat(Resumed.parse(text(line)).atNanos()).isNotNegative(),
        IllegalArgumentException.class,
        RESUMED);
  }

  /// However the bytes are broken into lines, the pipe's end is found.
  @Test
  void badAnswersComeToAnEnd() {
    BadInput.feed(
        bytes -> {
          AnswerReader reader = new AnswerReader(new ByteArrayInputStream(bytes));
          while (reader.await(Duration.ofMinutes(1)) instanceof AnswerReader.Line(String text))
            if (text.startsWith("stats ")) ServerStats.parse(text);
          assertThat(reader.await(Duration.ofMinutes(1))).isInstanceOf(AnswerReader.End.class);
        },
        IllegalArgumentException.class,
        (text(STALLED) + "\nresumed atNanos=77\n" + text(STATS) + "\nstopped\n").getBytes(UTF_8));
  }

  @Test
  void aLineWithoutAnEndTakesNoMoreThanItsBeginning() throws Exception {
    byte[] endless = "x".repeat(10_000_000).getBytes(UTF_8);
    AnswerReader reader = new AnswerReader(new ByteArrayInputStream(endless));
    assertThat(reader.await(Duration.ofMinutes(1)))
        .isEqualTo(new AnswerReader.Line("x".repeat(AnswerReader.LONGEST)));
    assertThat(new LastLines(new ByteArrayInputStream(endless)).text())
        .hasSizeLessThanOrEqualTo(LastLines.LONGEST);
  }

  /// A wait of each length up to the longest, each a million times.
  @Test
  void theLongestLineOfOursIsReadWhole() throws Exception {
    Map<Integer, Long> waits = new HashMap<>();
    for (int millis = 0; millis <= 60_000; millis++) waits.put(millis, 1_000_000L);
    ServerStats stats =
        new ServerStats(
            List.of(60_001_000_000L), 60_001_000_000L, 1, new ProcessUsage(1, 1, 1), waits);
    AnswerReader reader = new AnswerReader(new ByteArrayInputStream(stats.line().getBytes(UTF_8)));
    assertThat(reader.await(Duration.ofMinutes(1))).isEqualTo(new AnswerReader.Line(stats.line()));
    assertThat(ServerStats.parse(stats.line())).isEqualTo(stats);
  }

  @Test
  void badCommandsEndTheServer() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      BadInput.feed(
          commands -> {
            Listening server = new Listening(socket.getLocalPort());
            try {
              new ControlPipe(new ByteArrayInputStream(commands), new ByteArrayOutputStream())
                  .control(server, ServerConfig.usual());
            } finally {
              assertThat(server.closed).isTrue();
            }
          },
          IOException.class,
          "stall\nresume\nstats\nstall\nresume\nstats\nstop\n".getBytes(UTF_8));
    }
  }

  private static String text(byte[] line) {
    return new String(line, UTF_8);
  }

  /// A server that listens already, and does nothing when told to.
  private static final class Listening implements AcceptServer {
    private final int port;
    private boolean closed;

    Listening(int port) {
      this.port = port;
    }

    @Override
    public int start() {
      return port;
    }

    @Override
    public int stall() {
      return 1;
    }

    @Override
    public void resume() {}

    @Override
    public ServerStats stats() {
      return new ServerStats(List.of(1L), 1, new ProcessUsage(1, 1, 1));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
