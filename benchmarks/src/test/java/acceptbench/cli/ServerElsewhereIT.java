package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.launch.ExitCode;
import acceptbench.testing.Greeter;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server in another network namespace, behind an address of this one, at which something listens
/// that gets no connection: what a container's published port looks like from its host. Each of a
/// burst's connections would be taken for a ghost.
class ServerElsewhereIT {
  /// This namespace has 10.1.1.1, and 10.1.1.2 is the other one's.
  private static final String TWO_NAMESPACES =
      """
      set -e
      ip link set lo up
      unshare --net sleep 60 & other=$!
      until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do kill -0 $other; sleep 0.02; done
      ip link add here type veth peer name there netns $other
      ip addr add 10.1.1.1/24 dev here
      ip link set here up
      enter="nsenter -t $other -n"
      $enter ip link set lo up
      $enter ip addr add 10.1.1.2/24 dev there
      $enter ip link set there up
      """;

  /// Both listen: the one here with backlog 60.
  private static final String TWO_SERVERS =
      """
      $enter $GREETER 8080 50 at=10.1.1.2 & server=$!
      $GREETER 8080 60 at=$ADDRESS & listener=$!
      trap 'kill $server $listener $other' EXIT
      until $enter ss -Htln | grep -q 10.1.1.2.*:8080; do kill -0 $server; kill -0 $other; sleep 0.05; done
      until ss -Htln | grep -q $ADDRESS.*:8080; do kill -0 $listener; kill -0 $other; sleep 0.05; done
      "$@"
      """;

  @TempDir private Path folder;

  /// As a container's port is published: `docker run -p`.
  @Test
  void noGhostIsProvedBehindAddressTranslation() throws Exception {
    requireTool("nft", "nftables");
    refused(
        "10.1.1.1",
        """
        nft add table ip nat
        nft 'add chain ip nat output { type nat hook output priority -100; }'
        nft add rule ip nat output ip daddr 10.1.1.1 tcp dport 8080 dnat to 10.1.1.2:8080
        """);
  }

  @Test
  void norWhereARuleOfRoutingTakesTheConnectionsElsewhere() throws Exception {
    refused(
        "10.1.1.2",
        """
        ip addr add 10.1.1.2/32 dev lo
        ip rule add pref 10 lookup local
        ip rule del pref 0
        ip route add 10.1.1.2 dev here src 10.1.1.1 table 100
        ip rule add pref 5 to 10.1.1.2 lookup 100
        """);
  }

  private void refused(String address, String detour) throws IOException, InterruptedException {
    requireTool("ip", "iproute2");
    End end =
        new Program(folder)
            .through(OwnNamespace.NETWORK.command(TWO_NAMESPACES + detour + TWO_SERVERS))
            .with("ADDRESS", address)
            .with("GREETER", greeter())
            .from(Program.JAR)
            .run(
                ("BurstBenchmark --network host --results run -wi 0 -i 1 -p burst=100 -p"
                        + " burstRate=max -p strategy=external -p target="
                        + address
                        + ":8080")
                    .split(" ", -1));
    assertThat(end.exitCode()).as("%s", end).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(end.err())
        .containsExactly(
            "acceptbench: connections to "
                + address
                + ":8080 end at no socket of this network namespace: address translation (a"
                + " container's published port), routing or a proxy takes them elsewhere, where the"
                + " server's queue and its ghosts can't be seen; run this there: nsenter -t PID -n,"
                + " with the PID of a process of the container");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static String greeter() {
    // Of a JDK 25, as the tests were compiled by it; the program is started by any.
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -Xshare:auto -XX:TieredStopAtLevel=1 -cp "
        + Greeter.class.getProtectionDomain().getCodeSource().getLocation().getPath()
        + " "
        + Greeter.class.getName();
  }

  private static void requireTool(String name, String debianPackage)
      throws IOException, InterruptedException {
    boolean there =
        new ProcessBuilder("sh", "-c", "command -v " + name + " >/dev/null").start().waitFor() == 0;
    Requirement.require(there, name + " is not installed; apt install " + debianPackage);
  }
}
