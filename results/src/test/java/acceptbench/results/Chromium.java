package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Debian's Chromium, headless: opens a page and gives back what became of it.
///
/// A page that tries to load anything is found out: its Content-Security-Policy forbids it, and the
/// browser writes the attempt to the console.
final class Chromium {
  private static final long PATIENCE_SECONDS = 120;

  /// What a page has become once its scripts have run.
  ///
  /// @param dom the document, as HTML
  /// @param console what the page wrote to the console, a line each
  record Opened(String dom, List<String> console) {
    /// The HTML of the element with that id, up to its end tag of that name.
    String element(String id, String tag) {
      int start = dom.indexOf("id=\"" + id + "\"");
      assertThat(start).as("element " + id).isNotNegative();
      return dom.substring(start, dom.indexOf("</" + tag + ">", start));
    }
  }

  /// Messages of the browser's own pages, such as its omnibox.
  private static final Pattern OWN_PAGES = Pattern.compile("source: chrome://");

  private final Path program;
  private final Path scratch;

  private Chromium(Path program, Path scratch) {
    this.program = program;
    this.scratch = scratch;
  }

  /// The one on the path; a test is left out where there is none, and fails there with CI=true.
  static Chromium find(Path scratch) {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    Needed.require(program.isPresent(), "chromium is not installed; apt install chromium");
    return new Chromium(program.orElseThrow(), scratch);
  }

  /// Opens a page in a window of that size, in pixels.
  Opened open(Path page, int width, int height) throws IOException, InterruptedException {
    return opened(run(page, width, height, "--dump-dom"));
  }

  /// Takes a picture of the page.
  void screenshot(Path page, Path png, int width, int height)
      throws IOException, InterruptedException {
    run(page, width, height, "--screenshot=" + png);
  }

  private List<Path> run(Path page, int width, int height, String what)
      throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(scratch, "chromium");
    Path output = profile.resolve("output");
    Path errors = profile.resolve("errors");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--user-data-dir=" + profile,
            "--window-size=" + width + "," + height,
            what,
            page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("chromium ended").isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return List.of(output, errors);
  }

  private static Opened opened(List<Path> files) throws IOException {
    List<String> console =
        Files.readString(files.get(1))
            .lines()
            .filter(line -> line.contains("CONSOLE") && !OWN_PAGES.matcher(line).find())
            .toList();
    return new Opened(Files.readString(files.get(0)), console);
  }
}
