package acceptbench.run.plan;

import static acceptbench.run.plan.Plans.arguments;
import static acceptbench.run.plan.Plans.plan;
import static acceptbench.run.plan.Plans.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked for wrongly, and what it is told.
class WrongPlanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nothing|no benchmark matches 'Nothing'; there are: acceptbench.",
        "Toy(|no regular expression",
        "Toy -p nosuch=1|unknown parameter 'nosuch'; acceptbench.cli.toy.ToyBenchmark.sleep has:"
            + " backlog",
        "Burst -p strategy=epol|unknown strategy 'epol'; there are: blocking, ",
        "Toy -p backlog=many|backlog=many: not a whole number",
        "Toy -p backlog=-2147483649|backlog=-2147483649: it has to be from -2147483648",
        "Toy -p backlog=9999999999|backlog=9999999999: it has to be from -2147483648 to 2147483647",
        "Toy -p backlog=|backlog=: it has no value",
        "Toy -p backlog=5,,6|backlog=: it has no value",
        "Toy -p backlog=050|backlog=050: write 50",
        "Toy -p backlog=+50|backlog=+50: write 50",
        "Burst -p serverCpus=|serverCpus=: it has no value",
        "Burst -p serverJvm=|serverJvm=: it has no value",
        "Burst -p stallMillis=2s|stallMillis=2s: not a whole number",
        "Toy -p burst=0|burst=0: it has to be from 1",
        "Toy -p burst=x|burst=x: not a whole number",
        "Toy -p burst=2401|burst=2401: needs 2601 file descriptors",
        "Toy -p workers=0|workers=0: it has to be from 1 to 64",
        "Toy -p workers=65|workers=65: it has to be from 1 to 64",
        "Burst -p syncookies=3|syncookies=3: it is one of [0, 1, 2]",
        "Burst -p strategy=blocking -p stallKind=nap|stallKind=nap: it is one of [busy,"
            + " descriptors, pause, stop]",
        "Burst -p strategy=external -p target=here|target 'here': write it as HOST:PORT",
        "Burst -p strategy=external -p target=unix:/tmp/x.sock|the load client speaks TCP only",
        "Burst -p strategy=external -p target=192.0.2.1:80|not an address of this machine",
        "Burst -p strategy=epoll -p target=127.0.0.1:22|target needs strategy=external",
        "Burst -p strategy=command|strategy=command needs -p 'command=PROGRAM --port {port}'",
        "Burst -p strategy=epoll,command -p port=80|strategy=command needs -p 'command=",
        "Burst -p strategy=epoll -p command=x|command needs strategy=command",
        "Burst -p strategy=epoll -p port=80|port needs strategy=command",
        "Burst -p strategy=command -p command=x -p port=0|port=0: it has to be from 1 to 65535, or"
            + " one of [auto]",
        "Burst -p strategy=command -p command=sh|command: it has no {port}; say with -p port=N",
        "Burst -p strategy=command -p command={prot}|command: unknown placeholder {prot}",
        "Burst -p strategy=command -p command='x|command: the quote ' at character 1 is not closed",
        "Burst -p strategy=command -p command=nosuch -p port=80|nothing can be measured: there is"
            + " no program 'nosuch' on the PATH",
        "Burst -p strategy=command -p command=sh{port} -p handlerMicros=5|nothing can be measured:"
            + " command can't burn CPU time: handlerMicros has to be 0",
        "Burst -p strategy=command -p command=sh -p port=80 -p serverJvm=-Xmx9m|serverJvm is for"
            + " our own servers' JVM: write it into the command",
        "Burst -p strategy=epoll -p backlog=default|nothing can be measured: epoll calls listen(2)"
            + " itself, which has no default: backlog has to be a number",
        "Burst -p strategy=epoll -p deferAccept=5|deferAccept=5: it lets a server wait until its"
            + " client has spoken, and here the server speaks first; add -p firstByte=client",
        "Burst -p strategy=blocking -p deferAccept=5 -p firstByte=client|nothing can be measured:"
            + " blocking can't set TCP_DEFER_ACCEPT on its listener: deferAccept has to be 0",
        "Burst -p strategy=epoll -p acceptMutex=true|acceptMutex needs strategy=nginx",
        "Burst -p strategy=epoll,apache -p reuseport=true|reuseport needs strategy=nginx",
        "Burst -p strategy=reuseport -p steering=random|steering needs strategy=reuseport-cbpf",
        "Burst -p strategy=epoll -p epollWake=herd|epollWake needs strategy=shared-epoll",
        "Burst -p strategy=epoll -p maxConnections=5|maxConnections needs"
            + " strategy=connection-limit",
        "Burst -p strategy=nginx -p deferAccept=1|deferAccept=1: it lets a server wait until its"
            + " client has spoken, and here the server speaks first; add -p firstByte=client",
        "Burst -p strategy=nginx -p deferAccept=5 -p firstByte=client|nothing can be measured:"
            + " nginx sets TCP_DEFER_ACCEPT to 1 s and nothing else: deferAccept has to be 0 or 1",
        "Burst -p strategy=apache -p deferAccept=5 -p handlerMicros=0|nothing can be measured:"
            + " apache sets TCP_DEFER_ACCEPT to 30 s and nothing else: deferAccept has to be 0 or"
            + " 30",
        "Burst -p strategy=epoll -p deferAccept=-1|deferAccept=-1: it has to be from 0 to 3600",
        "Burst -p strategy=connection-limit -p maxConnections=0|maxConnections=0: it has to be from"
            + " 1 to 1000000",
        "Burst -p strategy=connection-limit -p atLimit=drop|atLimit=drop: it is one of [close,"
            + " wait]",
        "Drain -p strategy=connection-limit -p backlog=128 -p"
            + " maxConnections=100|maxConnections=100: the clients of DrainBenchmark stay until the"
            + " last one is greeted; make it 129 or more",
        "Toy -p sleepMillis=-5|sleepMillis=-5: it has to be from 0",
        "HalfOpen -p strategy=epoll -p halfOpen=-1|halfOpen=-1: it has to be from 0 to 10000",
        "HalfOpen -p strategy=epoll -p halfOpen=many|halfOpen=many: not a whole number",
        "HalfOpen -p strategy=epoll -p halfOpen=1500|rate=1000: needs 2700 file descriptors",
        "HalfOpen -p strategy=epoll -p halfOpen=5 -p patienceMillis=15000|patienceMillis=15000:"
            + " with loadMillis that is 16000, and with half-open clients at most 6000",
        "Burst -p strategy=epoll -p halfOpen=500|burst=2000: needs 2700 file descriptors",
        "Rate -p strategy=epoll -p rate=1 -p loadMillis=999|rate=1: in loadMillis=999 not one"
            + " connection arrives; make their product 1000 or more",
        "Rate -p strategy=epoll -p rate=1000000 -p loadMillis=3600000|rate=1000000: in"
            + " loadMillis=3600000 3600000000 connections arrive; make that 2147483647 at most",
        "Rate -p strategy=epoll|rate=2000: needs 4200 file descriptors",
        "Rate -p strategy=epoll -p loadMillis=60000 -p holdMillis=3000|rate=2000: needs 21200 file"
            + " descriptors",
        "Burst -p strategy=epoll -p holdMillis=-1|holdMillis=-1: it has to be from 0 to 3600000",
        "Burst -p strategy=epoll -p holdMillis=1s|holdMillis=1s: not a whole number",
        "Rate -p strategy=epoll -p arrivals=closed -p inFlight=500|inFlight=500: needs 2700 file"
            + " descriptors",
        "Rate -p strategy=epoll -p arrivals=closed -p inFlight=2147483647|needs 2147485847 file",
        "HalfOpen -p strategy=epoll -p rate=1 -p loadMillis=10|not one connection arrives",
        "Burst -p strategy=epoll -p burst=50 -p halfOpen=100000|halfOpen=100000: it has to be from"
            + " 0 to 10000",
        "Burst -p strategy=epoll -p send=a\\q|send=a\\q: '\\q' at character 2 is no escape; there"
            + " are \\r"
            + ", \\n"
            + ", \\t, \\\\ and \\xHH",
        "Burst -p serverCpus=9|serverCpus=9: this process may run on CPUs 0-1 only",
        "Burst -p serverCpus=0+9|serverCpus=0+9: this process may run on CPUs 0-1 only",
        "Burst -p serverCpus=one|serverCpus=one: write CPUs as",
        "Burst -p clientCpus=9|clientCpus=9: this process may run on CPUs 0-1 only",
        "Burst -p clientCpus=one|clientCpus=one: write CPUs as",
        "Burst -t 2 -p clientCpus=1|clientCpus=1: 2 load clients, and 1 CPU for them",
        "Burst -t 3|clients=3 (-t): each needs a CPU of its own, and this process may run on 2"
            + " (0-1)",
        "Burst -p clients=1,3|clients=3 (-t): each needs a CPU of its own",
        "Burst -p clients=0|clients=0: it has to be from 1 to 1024",
        "Burst -t 2 -p burst=1|clients=2 (-t): the load has 1 connections to share at most",
        "Rate -t 2 -p rate=500 -p arrivals=closed -p inFlight=1|clients=2 (-t): the load has 1"
            + " connections to share at most",
        "Drain -t 2|clients=2 (-t): acceptbench.bench.DrainBenchmark has one: its client sleeps",
        "HalfOpen -t 2 -p rate=500 -p halfOpen=9|clients=2 (-t):"
            + " acceptbench.bench.HalfOpenBenchmark has one: it shows what becomes of SYNs",
      })
  void whatIsWrongIsNamedTogetherWithWhatIsRight(String line, String message) {
    assertThatThrownBy(() -> plan(line.split(" ", -1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  /// The machine lacks nothing: the request is wrong.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p strategy=epoll -p backlog=default",
        "-p strategy=command -p command=sh{port} -p handlerMicros=5",
        "-p strategy=command -p command=sh{port} -p stallKind=busy",
      })
  void whatNoStrategyCanDoIsAskedWrongly(String asked) {
    assertThat(codeOf(asked)).isEqualTo(ExitCode.USAGE);
  }

  /// It may be there on another machine.
  @Test
  void aProgramThatIsNotHereIsWhatTheMachineLacks() {
    assertThat(codeOf("-p strategy=command -p command=nosuch{port}"))
        .isEqualTo(ExitCode.UNAVAILABLE);
  }

  private static int codeOf(String asked) {
    return assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> plan(("Burst " + asked).split(" ", -1)))
        .actual()
        .exitCode();
  }

  @Test
  void theDescriptorLimitHoldsForTheAnnotationsBurstToo() {
    assertThatThrownBy(() -> Plan.of(arguments("Toy"), rules(1024)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the limit is 1024; raise it with ulimit -n");
  }

  @Test
  void aBurstThatJustFitsIsPlanned() throws UserError {
    assertThat(plan("Toy", "-p", "burst=2400").cells()).hasSize(2);
  }
}
