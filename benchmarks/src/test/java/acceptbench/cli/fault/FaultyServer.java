package acceptbench.cli.fault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A Java agent that makes a real server go wrong: it sits in the server's own process, between the
/// control pipe and who reads it. `-javaagent:JAR=FAULT:FOLDER`; the server's process id is left in
/// the folder, in a file of the fault's name.
public final class FaultyServer {
  private FaultyServer() {}

  /// Makes the jar that a JVM wants to be given; the classes are on the server's class path.
  public static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FaultyServer.class.getName());
    Path jar = folder.resolve("fault.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  public static void premain(String argument) throws Exception {
    String[] parts = argument.split(":", 2);
    Fault fault = Fault.valueOf(parts[0]);
    Files.writeString(Path.of(parts[1], fault.name()), "" + ProcessHandle.current().pid());
    System.err.println("the last words before " + fault);
    if (fault.isDueAt("")) fault.happen();
    System.setIn(new Commands(System.in, fault));
  }

  /// The commands on their way to the server.
  private static final class Commands extends FilterInputStream {
    private final Fault fault;

    Commands(InputStream in, Fault fault) {
      super(in);
      this.fault = fault;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count <= 0) return count;
      String read = new String(bytes, offset, count, StandardCharsets.UTF_8);
      try {
        for (String command : read.lines().toList()) if (fault.isDueAt(command)) fault.happen();
      } catch (InterruptedException | ReflectiveOperationException e) {
        throw new IOException(e);
      }
      return count;
    }
  }
}
