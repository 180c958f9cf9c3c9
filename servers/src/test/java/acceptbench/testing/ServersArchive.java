package acceptbench.testing;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// What servers load, ready to be mapped (static CDS, JEP 310), in a folder: with it a server of a
/// test takes less CPU time to start. An archive takes classes from jars only, so that ours are put
/// into one.
///
/// @param folder with a relative path
record ServersArchive(Path folder) {
  /// Between them they load what all do. What an archive lacks is loaded from its jar.
  private static final List<String> STRATEGIES =
      List.of(
          "blocking",
          "epoll",
          "nio-selector",
          "fd-passing",
          "netty-epoll",
          "netty-io_uring",
          "netty-nio",
          "netty-3",
          "jdk-http",
          "jetty",
          "tomcat",
          "undertow",
          "vertx",
          "helidon");

  /// Some speak only when they are spoken to.
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

  private static final int LONGEST_MILLIS = 30_000;

  /// The JVM argument to use it: a file of arguments, so that it has no blanks, whatever the class
  /// path has.
  String argument() {
    return "@" + arguments();
  }

  boolean isMade() {
    return Files.exists(arguments());
  }

  void make(Path classes) throws IOException {
    Files.createDirectories(folder);
    Path jar = folder.resolve("servers.jar");
    run("jar", "--create", "--no-manifest", "--file=" + jar, "-C", classes.toString(), ".");
    List<String> entries = new ArrayList<>(List.of(jar.toString()));
    entries.addAll(libraries());
    String classPath = String.join(File.pathSeparator, entries);
    Path list = folder.resolve("classes");
    Files.write(list, loaded());
    Path archive = folder.resolve("archive.jsa");
    run(
        "java",
        // As servers have them: an archive is for one setting of these.
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + list,
        "-XX:SharedArchiveFile=" + archive,
        "-cp",
        classPath);
    Path unfinished = folder.resolve("arguments.unfinished");
    Files.write(
        unfinished,
        List.of(
            "-XX:SharedArchiveFile=" + archive,
            "-cp \"" + classPath + "\"",
            // A heap of a quarter of the machine's memory takes longer to set up.
            "-Xmx256m"));
    Files.move(unfinished, arguments(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path arguments() {
    return folder.resolve("arguments");
  }

  private static List<String> libraries() throws IOException {
    Path project = Path.of("..").toRealPath();
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    return Arrays.stream(all)
        .filter(entry -> entry.endsWith(".jar") && !Path.of(entry).startsWith(project))
        .toList();
  }

  /// What these servers load to serve a connection, each class once, without the numbers that a
  /// list gives them.
  private SequencedSet<String> loaded() throws IOException {
    List<String> writingIt =
        List.of("-XX:DumpLoadedClassList=" + folder.resolve("loaded-%p"), QuickJvm.ARGUMENT);
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (String strategy : STRATEGIES)
        servers.add(ServerProcess.begin(strategy, ServerConfig.usual(), new BitSet(), writingIt));
      for (ServerProcess server : servers) serveOne(server);
    } finally {
      servers.forEach(ServerProcess::close);
    }
    SequencedSet<String> classes = new LinkedHashSet<>();
    try (Stream<Path> lists = Files.list(folder)) {
      for (Path list :
          lists.filter(it -> it.getFileName().toString().startsWith("loaded-")).toList())
        for (String line : Files.readAllLines(list))
          if (!line.contains(" source: ")) classes.add(line.replaceFirst(" id: .*", ""));
    }
    return classes;
  }

  private static void serveOne(ServerProcess server) {
    try {
      server.awaitReady();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        client.setSoTimeout(LONGEST_MILLIS);
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        client.getInputStream().readNBytes(1);
      }
    } catch (IOException e) {
      // One that this machine can't run, or that is broken, has tests that say so. Here its classes
      // are only missing.
    }
  }

  private static void run(String tool, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    int exitCode = process.onExit().join().exitValue();
    if (exitCode != 0)
      throw new IOException("exit code " + exitCode + " of " + command + ": " + said);
  }
}
