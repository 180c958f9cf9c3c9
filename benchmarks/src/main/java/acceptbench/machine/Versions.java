package acceptbench.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// The versions of what is in the jar.
public final class Versions {
  private static final String NETTY = "META-INF/io.netty.versions.properties";

  private Versions() {}

  /// The manifest's; `development` for classes that are in no jar.
  public static String acceptbench() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("acceptbench", acceptbench());
    versions.put("jmh", org.openjdk.jmh.util.Version.getPlainVersion());
    versions.put("netty", netty());
    return versions;
  }

  private static String netty() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getClassLoader().getResourceAsStream(NETTY)) {
      if (in != null) properties.load(in);
    } catch (IOException e) {
      return "unknown";
    }
    return properties.stringPropertyNames().stream()
        .filter(name -> name.endsWith(".version"))
        .map(properties::getProperty)
        .findFirst()
        .orElse("unknown");
  }
}
