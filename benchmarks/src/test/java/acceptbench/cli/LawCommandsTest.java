package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.laws.LawsCommand;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.OtherKernel;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.Ipv6;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands `laws` and `explain`, run as the command line runs them.
@ExtendWith(NeedsPrivateNetwork.class)
final class LawCommandsTest {
  private final StringWriter printed = new StringWriter();

  @Test
  void aLawThatHoldsIsPrintedWithPredictionAndMeasurement() {
    assertThat(laws(Handover.Network.PRIVATE, "accept-queue")).isZero();
    assertThat(printed.toString())
        .contains("holds     accept-queue")
        .contains("* backlog 511, 532 clients")
        .contains("predicted  connected 512, queued 512, SYN_RECV 0, ListenOverflows 20")
        .contains("measured   connected 512, queued 512, SYN_RECV 0, ListenOverflows 20")
        .contains("1 holds, 0 differ, 0 left out");
  }

  @Test
  void lawsAreTestedWithIpv6WhereThatIsAskedFor() throws IOException {
    Requirement.require(Ipv6.missingFor("::1"));
    assertThat(laws(Handover.Network.PRIVATE, "--address=::1", "somaxconn")).isZero();
    assertThat(printed.toString())
        .contains("private network, servers at ::1, 1 law")
        .contains("1 holds, 0 differ, 0 left out");
    assertThat(laws(Handover.Network.PRIVATE, "--address", "::2", "somaxconn")).isEqualTo(2);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    assertThat(laws(Handover.Network.PRIVATE, "--json", "somaxconn", "cookies-always")).isZero();

    JsonNode json = new ObjectMapper().readTree(printed.toString());
    assertThat(json.get("network").asText()).isEqualTo("private");
    assertThat(json.get("address").asText()).isEqualTo("127.0.0.1");
    assertThat(json.get("laws")).hasSize(2);
    JsonNode law = json.get("laws").get(0);
    assertThat(law.get("law").asText()).isEqualTo("somaxconn");
    assertThat(law.get("verdict").asText()).isEqualTo("holds");
    assertThat(law.get("readings").get(0).get("measured").asText())
        .isEqualTo("effective backlog 10");
  }

  @Test
  void aLawThatDoesNotHoldIsShownAndMakesTheExitCode1() throws SysctlException {
    KernelVersion here = KernelVersion.ofThisMachine();
    KernelVersion other = OtherKernel.version();
    LawsCommand command =
        new LawsCommand(Handover.Network.PRIVATE, new PrintWriter(printed), () -> other);

    assertThat(run("laws", command, "accept-queue", "syn-queue-with-cookies")).isEqualTo(1);
    assertThat(printed.toString())
        .contains("holds     accept-queue")
        .contains("differs   syn-queue-with-cookies")
        .contains("<- DIFFERS")
        .containsPattern("predicted  .*SYN_RECV " + OtherKernel.halfOpen(other) + ",")
        .containsPattern("measured   .*SYN_RECV " + OtherKernel.halfOpen(here) + ",")
        .contains("1 holds, 1 differs, 0 left out");
  }

  @Test
  void onTheHostsStackALawThatNeedsSysctlsIsLeftOutWithItsReason() throws SysctlException {
    assertThat(laws(Handover.Network.HOST, "somaxconn")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(printed.toString())
        .contains("left out  somaxconn")
        .contains("net.core.somaxconn is " + somaxconn() + " and would have to be 64")
        .contains("0 hold, 0 differ, 1 left out");
  }

  @Test
  void anUnknownLawIsWrongUsage() {
    assertThat(laws(Handover.Network.PRIVATE, "gravity")).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void anotherKernelIsExplained() {
    int exit =
        explain(
            "--backlog=511",
            "--somaxconn=128",
            "--max-syn-backlog=4096",
            "--syncookies=0",
            "--abort-on-overflow=0",
            "--kernel=2.6.32");

    assertThat(exit).isZero();
    assertThat(printed.toString())
        .contains("effective backlog: 128")
        .contains("SYN queue (half-open connections): 256")
        .contains("Linux 2.6.32");
  }

  @ParameterizedTest
  @CsvSource({
    "4294967295, -1 (unsigned: no limit)",
    "-2, -2 (unsigned: 4294967294)",
    "2147483648, -2147483648 (unsigned: 2147483648)"
  })
  void aBacklogIsTakenUnsignedAsTheKernelTakesIt(String backlog, String told) {
    assertThat(explain("--backlog=" + backlog, "--somaxconn=4096")).isZero();
    assertThat(printed.toString())
        .contains("effective backlog: 4096")
        .contains(
            "the smaller of backlog " + told + " and net.core.somaxconn 4096: somaxconn binds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--somaxconn=-1", "--max-syn-backlog=-1", "--syncookies=-1"})
  void aNegativeSettingIsWrongUsage(String setting) {
    assertThat(explain("--backlog=5", setting)).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void anOldKernelKeeps16BitsOfWhatItTook() {
    int exit =
        explain(
            "--backlog=262144", "--somaxconn=262144", "--max-syn-backlog=65536", "--kernel=3.10.0");

    assertThat(exit).isZero();
    assertThat(printed.toString())
        .contains("effective backlog: 0")
        .contains("of 262144 this kernel keeps 16 bits (until commit becb74f0acca, Linux 4.1)")
        .contains("accept queue (connections nobody has accepted): 1\n")
        .contains("SYN queue (half-open connections): 131072");
  }

  @Test
  void twoListenersOnOnePortAreToldApartByTheirAddresses() throws IOException {
    try (ServerSocket first = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        ServerSocket _ =
            new ServerSocket(first.getLocalPort(), 200, InetAddress.ofLiteral("127.0.0.2"))) {
      int port = first.getLocalPort();
      assertThat(explain(":" + port)).isZero();
      assertThat(printed.toString())
          .contains("127.0.0.1:" + port + ": effective backlog 50,")
          .contains("50 is what these come with here, unless told otherwise: Java's own sockets, ")
          .contains("127.0.0.2:" + port + ": effective backlog 200,");
    }
  }

  @Test
  void aListenerAtAnyAddressIsToldWithWhatItTakes() throws IOException {
    Requirement.require(Ipv6.missingFor("::"));
    try (ServerSocket server = new ServerSocket(0, 50)) {
      assertThat(explain(":" + server.getLocalPort())).isZero();
      assertThat(printed.toString())
          .startsWith("[::]:" + server.getLocalPort() + " (IPv6 and IPv4): effective backlog 50,");
    }
  }

  @Test
  void thisMachinesValuesAreTheDefault() throws SysctlException {
    assertThat(explain()).isZero();
    assertThat(printed.toString()).contains("backlog as large as can be, somaxconn " + somaxconn());
  }

  @Test
  void aSocketThatListensNowIsExplained() throws ErrnoException {
    int listener = TcpSocket.listen(0, 7, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(listener));

    int exit = explain(":" + TcpSocket.localPort(listener));

    TcpSocket.closeWithReset(client);
    TcpSocket.closeWithReset(listener);
    assertThat(exit).isZero();
    assertThat(printed.toString())
        .contains("effective backlog 7, 1 queued, 0 drops so far")
        .contains("accept queue (connections nobody has accepted): 8");
  }

  @Test
  void whatCannotBeExplainedIsRefused() {
    assertThat(explain(":1")).isEqualTo(69);
    assertThat(explain(":99999")).isEqualTo(2);
    assertThat(explain(":x")).isEqualTo(2);
    assertThat(explain("--kernel=six")).isEqualTo(2);
    assertThat(explain("--kernel=2.4.20")).isEqualTo(2);
    assertThat(explain("--backlog=4294967296")).isEqualTo(2);
    assertThat(explain("--backlog=-2147483649")).isEqualTo(2);
    assertThat(explain("--backlog=99999999999")).isEqualTo(2);
    assertThat(explain("--syncookies=3")).isEqualTo(2);
    assertThat(explain("--abort-on-overflow=2")).isEqualTo(2);
    assertThat(explain("--backlog=5", ":80")).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  private static String somaxconn() throws SysctlException {
    return Sysctls.ofThisMachine().read("net.core.somaxconn");
  }

  private int laws(Handover.Network network, String... arguments) {
    return run("laws", new LawsCommand(network, new PrintWriter(printed)), arguments);
  }

  private int explain(String... arguments) {
    return run("explain", new ExplainCommand(new PrintWriter(printed)), arguments);
  }

  private static int run(String name, Callable<Integer> command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(List.of(arguments));
    return new Subcommands(Map.of(name, command)).run(line);
  }
}
