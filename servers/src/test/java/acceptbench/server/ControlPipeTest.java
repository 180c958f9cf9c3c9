package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlPipeTest {
  private final Recorder server = new Recorder();

  @Test
  void doesWhatItIsToldAndAnswersEachCommandWithALine() throws Exception {
    long before = System.nanoTime();
    List<String> answers = control("warm\nmeasure\nstall\nresume\nstats\nstop\n");
    Stalled stalled = Stalled.parse(answers.get(3));
    Resumed resumed = Resumed.parse(answers.get(4));
    assertThat(stalled.atNanos()).isBetween(before, resumed.atNanos());
    assertThat(resumed.atNanos()).isLessThanOrEqualTo(System.nanoTime());
    assertThat(server.calls)
        .containsExactly(
            "start", "warming true", "warming false", "stall", "resume", "stats", "close");
    assertThat(answers)
        .containsExactly(
            "ready port="
                + server.port
                + " backlog=17 acceptors="
                + ProcessHandle.current().pid()
                + " notes=-1 listeners=7,5",
            "warming",
            "measuring",
            new Stalled(3, 0, stalled.atNanos()).line(),
            resumed.line(),
            "stats accepts=1 served=2 wakeups=0 cpuNanos=3 descriptors=4 switches=5 queueWaits=",
            "stopped");
  }

  @Test
  void theEndOfThePipeClosesTheServerWithoutAnAnswer() throws Exception {
    assertThat(control("stall\n")).hasSize(2);
    assertThat(server.calls).endsWith("close");
  }

  @Test
  void anythingElseIsAnErrorThatNamesTheLine() {
    assertThatThrownBy(() -> control("stall\nfly\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("no command of the control pipe: 'fly'");
    assertThat(server.calls).endsWith("close");
  }

  private List<String> control(String commands) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    new ControlPipe(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)), answers)
        .control(server, ServerConfig.usual());
    return answers.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// Listens, and writes down what it is asked for.
  private static final class Recorder implements AcceptServer {
    private final List<String> calls = new ArrayList<>();
    private int listener;
    private int port;

    @Override
    public int start() throws IOException {
      calls.add("start");
      listener = TcpSocket.listen(0, 17, 0, false);
      port = TcpSocket.localPort(listener);
      return port;
    }

    @Override
    public void warming(boolean on) {
      calls.add("warming " + on);
    }

    @Override
    public List<Integer> listenerDescriptors() {
      return List.of(7, 5);
    }

    @Override
    public int stall() {
      calls.add("stall");
      return 3;
    }

    @Override
    public void resume() {
      calls.add("resume");
    }

    @Override
    public ServerStats stats() {
      calls.add("stats");
      return new ServerStats(List.of(1L), 2, new ProcessUsage(3, 4, 5));
    }

    @Override
    public void close() {
      calls.add("close");
      Libc.close(listener);
    }
  }
}
