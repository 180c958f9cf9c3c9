package acceptbench.run.folder;

import acceptbench.linux.process.CpuList;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/// What has to be the same for two cells to belong to one run: program, machine, network.
///
/// @param facts values by name
public record Circumstances(Map<String, String> facts) {
  private static final String PROGRAM = "the program";

  public static Circumstances of(Machine machine, CpuPlan cpus, String network) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PROGRAM, digest(System.getProperty("java.class.path")));
    facts.put("the kernel", machine.kernel());
    facts.put("the CPU", machine.cpuModel());
    facts.put("the CPUs that may be used", CpuList.format(cpus.allowed()));
    facts.put("the memory", Long.toString(machine.memoryBytes()));
    facts.put("the JDK", System.getProperty("java.runtime.version"));
    facts.put("the network", network);
    return new Circumstances(facts);
  }

  /// A checksum of the program; empty where that was not recorded.
  String program() {
    return facts.getOrDefault(PROGRAM, "");
  }

  /// `the kernel was A and is B`, for each fact that differs.
  List<String> changesTo(Circumstances now) {
    List<String> changes = new ArrayList<>();
    now.facts.forEach(
        (name, value) -> {
          String before = facts.getOrDefault(name, "not recorded");
          if (!value.equals(before)) changes.add(name + " was " + before + " and is " + value);
        });
    return changes;
  }

  /// Checksums of the jars, which are large: a cryptographic hash would be a quarter of what a
  /// short run costs the driver. Folders of classes, which only developers have, are not looked
  /// into.
  private static String digest(String classPath) throws IOException {
    CRC32 crc32 = new CRC32();
    CRC32C crc32c = new CRC32C();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!Files.isRegularFile(path)) continue;
      try (InputStream file = Files.newInputStream(path);
          InputStream once = new CheckedInputStream(file, crc32);
          InputStream twice = new CheckedInputStream(once, crc32c)) {
        twice.transferTo(OutputStream.nullOutputStream());
      }
    }
    return "%08x%08x".formatted(crc32.getValue(), crc32c.getValue());
  }
}
