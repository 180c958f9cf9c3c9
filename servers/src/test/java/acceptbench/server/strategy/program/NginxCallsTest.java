package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nginx's workers ask of the kernel for each connection, as strace(1) sees it.
class NginxCallsTest {
  /// Since then a worker goes to the end of the row at every 16th accept.
  private static final int RE_ADDS_SINCE = 1_021_006;

  private static final Pattern VERSION = Pattern.compile("nginx/(\\d+)\\.(\\d+)\\.(\\d+)");
  private static final Pattern IN_EPOLL = Pattern.compile("ep_poll|do_epoll_wait");

  @TempDir Path folder;

  /// Clients come one by one. With multi_accept the worker learns by an accept in vain that there
  /// is nobody else; without, it asks epoll after each.
  @Test
  void multiAcceptIsAnAcceptInVainAfterEachBatch() throws Exception {
    for (AcceptBatch batch : List.of(AcceptBatch.ALL, AcceptBatch.ONE)) {
      List<String> accepts =
          calls(idle().with("workers", 1).with("acceptBatch", batch), 5).values().stream()
              .flatMap(List::stream)
              .filter(call -> call.startsWith("accept4("))
              .toList();
      long inVain = accepts.stream().filter(call -> call.contains("EAGAIN")).count();
      assertThat(accepts.size() - inVain).isEqualTo(5);
      assertThat(inVain).isEqualTo(batch.isAll() ? 5 : 0);
    }
  }

  /// As the threads of `shared-epoll` with `epollWake=re-add`: after its first accept, and after
  /// every 16 from then on, so that of clients that come one by one both have 17.
  @Test
  void aWorkerGoesToTheEndOfTheRowAtEverySixteenthAccept() throws Exception {
    Requirement.require(NginxServer.unavailable());
    Requirement.require(
        version() >= RE_ADDS_SINCE,
        "nginx is older than 1.21.6, whose workers stay where they are in the row");
    Map<Long, List<String>> calls = calls(idle().with("workers", 2), 2 * 17);
    assertThat(calls.values())
        .hasSize(2)
        .allSatisfy(
            of -> {
              assertThat(of).filteredOn(call -> call.startsWith("accept4(")).hasSize(17);
              assertThat(of).filteredOn(call -> call.contains("EPOLL_CTL_DEL")).hasSize(2);
              assertThat(of).filteredOn(call -> call.contains("EPOLLEXCLUSIVE")).hasSize(2);
            });
  }

  /// What each worker called while it served clients that came one by one, each when all workers
  /// waited.
  private Map<Long, List<String>> calls(ServerConfig config, int clients) throws Exception {
    Requirement.require(NginxServer.unavailable());
    Requirement.require(Programs.missing("strace", "strace"));
    Map<Long, List<String>> calls = new LinkedHashMap<>();
    try (ServerProcess nginx =
        ServerProcess.start("nginx", config, new BitSet(), QuickJvm.ARGUMENTS)) {
      List<Long> workers = nginx.acceptorPids();
      Path written = folder.resolve("calls");
      Process strace = trace(workers, written);
      try {
        for (int i = 0; i < clients; i++) {
          for (long worker : workers) Await.until("it waits", () -> waits(worker));
          try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), nginx.port())) {
            assertThat(client.getInputStream().readAllBytes())
                .asString(US_ASCII)
                .isEqualTo("HELLO");
          }
        }
        for (long worker : workers) Await.until("it waits", () -> waits(worker));
      } finally {
        strace.destroy();
        strace.waitFor();
      }
      for (long worker : workers)
        calls.put(worker, Files.readAllLines(Path.of(written + "." + worker)));
    }
    return calls;
  }

  private static Process trace(List<Long> workers, Path file) throws Exception {
    ProcessBuilder strace =
        new ProcessBuilder("strace", "-ff", "-q", "-e", "trace=accept4,epoll_ctl", "-o", "" + file);
    for (long worker : workers) strace.command().addAll(List.of("-p", "" + worker));
    Process started = strace.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    for (long worker : workers)
      Await.until(
          "strace sees worker " + worker,
          () ->
              !Files.readString(Path.of("/proc/" + worker + "/status")).contains("TracerPid:\t0"));
    return started;
  }

  /// Its place in the kernel (proc_pid_wchan(5)).
  private static boolean waits(long pid) throws IOException {
    return IN_EPOLL.matcher(Files.readString(Path.of("/proc/" + pid + "/wchan"))).matches();
  }

  /// 1.22.1 is 1022001.
  private static int version() throws Exception {
    Process nginx =
        new ProcessBuilder(Programs.find("nginx").orElseThrow().toString(), "-v")
            .redirectErrorStream(true)
            .start();
    Matcher version = VERSION.matcher(new String(nginx.getInputStream().readAllBytes(), US_ASCII));
    assertThat(nginx.waitFor()).isZero();
    assertThat(version.find()).isTrue();
    return (Integer.parseInt(version.group(1)) * 1_000 + Integer.parseInt(version.group(2))) * 1_000
        + Integer.parseInt(version.group(3));
  }
}
