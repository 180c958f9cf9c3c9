package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Order(1)
class NetworkIT {
  private static final String BURST = "BurstBenchmark";
  private static final String[] SHORT = {
    BURST,
    "-p",
    "strategy=blocking",
    "-p",
    "backlog=64",
    "-p",
    "burst=50",
    "-p",
    "burstRate=max",
    "-p",
    "warmConnections=0",
    "-wi",
    "0",
    "-i",
    "1",
    "--results",
    "run"
  };

  private static final String[] WITHOUT_NET_ADMIN = {
    "setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"
  };

  private static final List<AcceptStrategy> PROGRAMS =
      List.of(AcceptStrategy.NGINX, AcceptStrategy.HAPROXY, AcceptStrategy.APACHE);

  @TempDir private Path folder;

  @Test
  void aRunHasANetworkOfItsOwn() throws Exception {
    End end = new Program(folder).run(SHORT);
    Requirement.require(namespacesAllowed(end), "no right to a network namespace");
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(environment().at("/network").asText()).isEqualTo("private");
    assertThat(environment().at("/kernel/changed/net.ipv4.tcp_no_metrics_save").asText())
        .isEqualTo("1");
  }

  @Test
  void soHasThatOfAUserWithoutPrivileges() throws Exception {
    Requirement.require(isRoot(), "only root can become somebody else");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path jar = Files.copy(Program.JAR, folder.resolve("benchmarks.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    End end =
        new Program(folder)
            .through("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            .from(jar)
            .run(SHORT);
    Requirement.require(namespacesAllowed(end), "no user namespaces on this machine");
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(environment().at("/network").asText()).isEqualTo("private");
  }

  /// Each program there, Apache being one that root may not be.
  @Test
  void itsServersMayBePrograms() throws Exception {
    Requirement.require(isRoot(), "only root can become somebody else");
    for (AcceptStrategy program : PROGRAMS) Requirement.require(program.unavailable());
    String[] line = SHORT.clone();
    line[2] =
        "strategy=" + PROGRAMS.stream().map(AcceptStrategy::label).collect(Collectors.joining(","));
    End end =
        new Program(folder)
            .through("unshare", "--user", "--map-root-user", "--net")
            .run(with(line, "-p", "handlerMicros=0", "--network", "private"));
    Requirement.require(
        end.err().stream().noneMatch(said -> said.startsWith("unshare: ")), "no user namespaces");
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.out()).contains("3 of 3 cells measured");
  }

  private static String[] with(String[] line, String... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
  }

  /// As a container may be: with SYS_ADMIN, and without NET_ADMIN.
  @Test
  void soHasThatOfWhoMayMakeANamespaceAndNotBringItsLoopbackUp() throws Exception {
    Requirement.require(isRoot(), "only root can drop capabilities");
    End end = new Program(folder).through(WITHOUT_NET_ADMIN).run(SHORT);
    Requirement.require(namespacesAllowed(end), "no user namespaces on this machine");
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(environment().at("/network").asText()).isEqualTo("private");
  }

  @Test
  void whereUserNamespacesAreForbiddenTheMissingCapabilityIsNamed() throws Exception {
    String none = "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"";
    End end =
        new Program(folder)
            .through("unshare", "--user", "--map-root-user", "sh", "-c", none, "sh")
            .through(WITHOUT_NET_ADMIN)
            .run("Toy", "--network", "private");
    Requirement.require(
        end.err().stream().noneMatch(line -> line.startsWith("unshare: ")), "no user namespaces");
    assertThat(end.exitCode()).as("%s", end).isEqualTo(69);
    assertThat(end.err())
        .singleElement()
        .asString()
        .contains("CAP_SYS_ADMIN without CAP_NET_ADMIN; unshare: ", "No space left on device");
  }

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void withoutARightToOneTheHostsStackIsMeasuredAndThatIsSaid() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    End end = new Program(folder).with("PATH", empty.toString()).run(SHORT);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("warning: no private network", "unshare", "host's stack");
    assertThat(environment().at("/network").asText()).isEqualTo("host");
    assertThat(environment().at("/warnings").toString()).contains("no private network");
    assertThat(environment().at("/kernel/changed")).isEmpty();
  }

  @Test
  void whoInsistsOnAPrivateNetworkGetsNoOther() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    End end = new Program(folder).with("PATH", empty.toString()).run("Toy", "--network", "private");
    assertThat(end.exitCode()).isEqualTo(69);
    assertThat(end.err()).hasSize(1).first().asString().contains("unshare");
    assertThat(folder.resolve("acceptbench-results")).doesNotExist();
  }

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void theHostsStackIsThereToBeAskedForWithoutAWarning() throws Exception {
    End end =
        new Program(folder).run("Toy", "-p", "backlog=5", "--network", "host", "--results", "run");
    assertThat(end.exitCode()).isZero();
    assertThat(end.err()).noneMatch(line -> line.contains("no private network"));
    assertThat(environment().at("/network").asText()).isEqualTo("host");
  }

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void theSecondOfTwoRunsOnOneStackIsToldSo() throws Exception {
    Running first =
        new Program(folder)
            .start(
                "Toy",
                "-p",
                "backlog=5",
                "-p",
                "sleepMillis=60000",
                "--network",
                "host",
                "--results",
                "first");
    first.awaitLine(first.out(), "results  first");
    End second =
        new Program(folder).run("Toy", "-p", "backlog=5", "--network", "host", "--results", "run");
    first.process().destroy();
    first.end();
    assertThat(second.exitCode()).isZero();
    assertThat(second.err())
        .anyMatch(line -> line.contains("another run measures the same network stack"));
    assertThat(environment().at("/warnings").toString()).contains("another run measures");
  }

  @Test
  void twoRunsAtOnceInNetworksOfTheirOwnDoNotMeet() throws Exception {
    String[] line = SHORT.clone();
    Running first = new Program(folder).start(line);
    line[line.length - 1] = "other";
    End second = new Program(folder).run(line);
    Requirement.require(namespacesAllowed(second), "no right to a network namespace");
    assertThat(first.end().err()).isEmpty();
    assertThat(second.err()).isEmpty();
    // Exact counts, to the last packet, or a cell fails.
    assertThat(second.out()).contains("1 of 1 cells measured");
    assertThat(first.end().out()).contains("1 of 1 cells measured");
  }

  private static boolean namespacesAllowed(End end) {
    return end.err().stream().noneMatch(line -> line.contains("no private network"));
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private JsonNode environment() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/environment.json").toFile());
  }
}
