package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Libc;
import acceptbench.linux.process.CpuClock;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.ServerException;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.Await;
import acceptbench.testing.Greeter;
import acceptbench.testing.Processes;
import acceptbench.testing.QuickJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that a user names, and what may be wrong with them. That they keep the contract of all
/// strategies is in the contract's own tests.
class CommandServerTest {
  private static final ServerConfig TOLD = idle().with("backlog", 64);
  private static final ServerConfig OWN = idle().with("backlog", Backlog.DEFAULT);

  /// For those that never listen.
  private static final int SHORT_MILLIS = 300;

  /// For a JVM that has to listen by then, on a busy machine.
  private static final int PATIENT_MILLIS = 6_000;

  private static ServerProcess start(ServerConfig config, String command) throws IOException {
    return ServerProcess.start(
        "command", config.with("command", command), new BitSet(), QuickJvm.ARGUMENTS);
  }

  private static String failure(ServerConfig config, String command) {
    try (ServerProcess server = start(config, command)) {
      throw new AssertionError("it listens on " + server.port());
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).strip();
    }
  }

  private static String greeting(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static List<ProcessHandle> below(ServerProcess server) {
    return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants).toList();
  }

  @Test
  void itIsToldItsPortAndBacklogAndServes() throws Exception {
    int port = ProgramServer.freePort(idle().listeningAt());
    try (ServerProcess server = start(TOLD.with("port", "" + port), Greeter.command())) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.effectiveBacklog()).isEqualTo(64);
      assertThat(greeting(port)).isEqualTo("HELLO");
      assertThat(server.stats().isCounted()).isFalse();
      assertThat(server.stats().cpuNanos()).isPositive();
    }
  }

  @Test
  void oneThatEndsAtOnceIsToldWithItsStatusAndItsLastLines() {
    assertThat(failure(OWN, "sh -c 'echo one; echo \"two  \" >&2; echo; exit 3' {port}"))
        .containsPattern(
            "the command ended with status 3 before it listened on port \\d+; it wrote last: one"
                + " \\| two$");
    assertThat(failure(OWN, "sh -c 'kill -SEGV $$' {port}"))
        .containsPattern("ended with status 139, as by signal 11 before .*; it wrote nothing$");
  }

  @Test
  void oneThatAsksForInputGetsNone() {
    assertThat(failure(OWN, "sh -c 'read line || echo nothing to read; exit 5' {port}"))
        .contains("ended with status 5", "it wrote last: nothing to read");
  }

  @Test
  void nobodyListensInTime() {
    assertThat(failure(OWN.with("listenMillis", SHORT_MILLIS), "sh -c 'echo up; sleep 60' {port}"))
        .containsPattern(
            "the command does not listen on port \\d+ after 300 ms \\(listenMillis\\); it wrote"
                + " last: up$");
  }

  /// Which is told only when the time is over: it may have two ports, and be slow with this one.
  @Test
  void oneThatListensElsewhereIsToldWhere() throws Exception {
    int other = ProgramServer.freePort(idle().listeningAt());
    String elsewhere =
        Greeter.command("at=127.0.0.2", "{port}").replaceFirst("[{]port}", "" + other);
    assertThat(failure(TOLD.with("listenMillis", PATIENT_MILLIS), elsewhere))
        .containsPattern(
            "the command listens on 127.0.0.2:%d, and not on 127.0.0.1:\\d+, after 6000 ms"
                .formatted(other));
  }

  @Test
  void oneThatListensLateIsWaitedFor() throws Exception {
    try (ServerProcess server = start(TOLD, Greeter.commandAfter("sleep 1;"))) {
      assertThat(greeting(server.port())).isEqualTo("HELLO");
    }
  }

  @Test
  void aPortThatSomebodyHasIsInUse() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    try {
      int port = TcpSocket.localPort(listener);
      assertThat(failure(TOLD.with("port", "" + port), Greeter.command()))
          .endsWith("port %d is in use: somebody listens on 127.0.0.1:%d".formatted(port, port));
    } finally {
      Libc.close(listener);
    }
  }

  @Test
  void oneThatDiesWhileItIsNeededIsToldAtTheNextQuestion() throws Exception {
    try (ServerProcess server = start(TOLD, Greeter.command("dies=3"))) {
      for (int i = 0; i < 3; i++) greeting(server.port());
      Await.until("it has ended", () -> below(server).stream().allMatch(Processes::hasEnded));
      assertThatThrownBy(server::stats)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining(
              "the command ended with status 7 while it was needed; it wrote last: the last words"
                  + " of a server that dies");
    }
  }

  /// A pipe that nobody reads would hold 64 KiB, and the program with them. The reader keeps 20
  /// lines of 8,192 characters, which `BadLinesTest` asks it for.
  @Test
  void whatItWritesNeverStopsIt() throws Exception {
    String noise = "yes a line like any other | head -c 20000000; head -c 20000000 /dev/zero;";
    try (ServerProcess server = start(TOLD, Greeter.commandAfter(noise))) {
      assertThat(greeting(server.port())).isEqualTo("HELLO");
    }
  }

  @Test
  void allItsProcessesEndWithItThoseTooThatHaveLeftIt() throws Exception {
    String before = "sleep 600 & (setsid sleep 601 &) ; setsid sh -c \"sleep 602 & sleep 603\" &";
    List<ProcessHandle> tree;
    try (ServerProcess server = start(TOLD, Greeter.commandAfter(before))) {
      Await.until("all are there", () -> sleepers(server) == 4);
      tree = below(server);
      assertThat(greeting(server.port())).isEqualTo("HELLO");
    }
    assertThat(tree).hasSizeGreaterThanOrEqualTo(6).allMatch(Processes::hasEnded);
  }

  private static long sleepers(ServerProcess server) {
    return below(server).stream()
        .filter(it -> it.info().command().orElse("").matches(".*(sleep|coreutils|busybox)"))
        .count();
  }

  @Test
  void aDaemonIsTheProgramThoughItsFirstProcessHasEnded() throws Exception {
    String daemon = Greeter.command("dies=2");
    List<ProcessHandle> tree;
    try (ServerProcess server = start(TOLD, "sh -c '\"$@\" & exit 0' sh " + daemon)) {
      assertThat(greeting(server.port())).isEqualTo("HELLO");
      assertThat(server.stats().descriptors()).isPositive();
      tree = below(server);
    }
    assertThat(tree).isNotEmpty().allMatch(Processes::hasEnded);
  }

  /// What was spent by processes that have ended counts.
  @Test
  void cpuTimeIsThatOfAllItsProcesses() throws Exception {
    String busy = "(i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done);";
    try (ServerProcess server = start(TOLD, Greeter.commandAfter(busy))) {
      long all = server.stats().cpuNanos();
      long now = below(server).stream().mapToLong(it -> CpuClock.processNanos(it.pid())).sum();
      assertThat(Duration.ofNanos(all - now)).isGreaterThan(Duration.ofMillis(20));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "default|sh {port} {backlog}|backlog=default: the command tells the program a number; leave"
            + " {backlog} out",
        "5|sh {port}|backlog=5: the command has no {backlog} to tell the program; give"
            + " backlog=default",
      })
  void whatCannotBeIsRefusedBeforeItIsTried(String backlog, String command, String reason) {
    ServerConfig config = idle().with("backlog", backlog).with("command", command);
    assertThat(CommandServer.refusal(config)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nosuch-program {port}|there is no program 'nosuch-program' on the PATH",
        "./nosuch {port}|there is no file './nosuch'",
        "/tmp {port}|'/tmp' is a folder",
      })
  void aProgramThatIsNotHereMayBeAskedForAndIsMissing(String command, String reason) {
    ServerConfig config = OWN.with("command", command);
    assertThat(CommandServer.refusal(config)).isNull();
    assertThat(CommandServer.missing(config)).contains(reason);
    assertThat(AcceptStrategy.COMMAND.unavailable(config)).contains(reason);
    assertThat(CommandServer.missing(OWN.with("command", "sh {port}"))).isEmpty();
  }

  @Test
  void aFileThatIsNotExecutableIsMissing(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("server.sh"), "#!/bin/sh\n");
    ServerConfig config = OWN.with("command", script + " {port}");
    assertThat(CommandServer.missing(config))
        .contains("'" + script + "' is not executable; chmod +x");
  }

  @Test
  void withoutAPortItHasToBeSaidWhichItIs() {
    assertThat(CommandServer.refusal(OWN)).isEqualTo("it needs -p 'command=PROGRAM --port {port}'");
    assertThatThrownBy(() -> CommandServer.refusal(OWN.with("command", "sh")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("command: it has no {port}; say with -p port=N where the program listens");
    assertThat(CommandServer.refusal(OWN.with("command", "sh").with("port", "8080"))).isNull();
  }
}
