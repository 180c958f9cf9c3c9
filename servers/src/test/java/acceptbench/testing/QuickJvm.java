package acceptbench.testing;

import java.util.List;

/// For servers of tests that serve little and are started by the hundred: most of what such a JVM
/// costs is C2, which compiles code that is not run often enough to repay it (0.6 s of CPU time for
/// `epoll` with it, 0.3 s without). In the benchmarks a server has both compilers.
public final class QuickJvm {
  public static final String ARGUMENT = "-XX:TieredStopAtLevel=1";

  /// With their classes from an archive, where there is one: for tests whose servers have the
  /// working folder of these.
  public static final List<String> ARGUMENTS =
      QuickServers.argument().map(it -> List.of(ARGUMENT, it)).orElse(List.of(ARGUMENT));

  private QuickJvm() {}
}
