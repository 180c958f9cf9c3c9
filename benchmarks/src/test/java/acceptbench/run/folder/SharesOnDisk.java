package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.plan.Launch;
import acceptbench.run.plan.Share;
import acceptbench.testing.ToyResult;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Folders of shares, as runs leave them, of a plan that nobody measured: its cells are backlogs.
///
/// @param parent of the folders
/// @param rounds of the plan
record SharesOnDisk(Path parent, int rounds) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BENCHMARK = "acceptbench.cli.toy.ToyBenchmark.sleep";

  /// Makes a share's folder.
  ///
  /// @param backlogs the cells that this machine can measure
  Path share(Share share, String machine, List<String> backlogs) throws Exception {
    Path folder = run("share-" + share.number(), share, backlogs);
    ObjectNode environment = JSON.createObjectNode();
    environment.put("startedAt", "2026-11-26T10:0" + share.number() + ":00Z");
    environment.put("finishedAt", "2026-11-26T11:0" + share.number() + ":00Z");
    environment.put("seed", 7).put("rounds", rounds).put("repeatedLaunches", 1);
    environment.put("launches", share.rounds(rounds).size() * backlogs.size());
    environment.putObject("kernel").put("release", "6.1.0");
    environment.putObject("cpu").put("model", "EPYC").put("count", 4);
    environment.putArray("warnings").add("all say this").add("the steal was " + share.number());
    environment.putObject("cells").put("planned", backlogs.size());
    environment
        .putObject("share")
        .put("number", share.number())
        .put("of", share.of())
        .put("plan", "java -jar benchmarks.jar Toy -f " + rounds)
        .put("program", "c0ffee")
        .put("boot", machine);
    write(folder, environment);
    return folder;
  }

  /// Makes the folder of a run that measured all rounds.
  Path whole(List<String> backlogs) throws Exception {
    return run("whole", Share.WHOLE, backlogs);
  }

  private Path run(String name, Share share, List<String> backlogs) throws Exception {
    RunFolder folder = RunFolder.create(Optional.of(parent.resolve(name)), Instant.EPOCH);
    Files.writeString(folder.journal(), "{}");
    Results results = new Results(folder);
    StringBuilder log = new StringBuilder("#[acceptbench: nanoseconds]\n\"StartTimestamp\"\n");
    for (int round : share.rounds(rounds))
      for (int cell = 0; cell < backlogs.size(); cell++) {
        Launch launch = new Launch(cell, round);
        results.add(launch, ToyResult.of(BENCHMARK, Map.of("backlog", backlogs.get(cell)), 3));
        tell(folder, launch, backlogs.get(cell));
        log.append(
            "Tag=ToyBenchmark.sleep;backlog=%s;launch=%d,0\n".formatted(backlogs.get(cell), round));
      }
    results.merge(true);
    Files.writeString(folder.histograms(), log);
    return folder.path();
  }

  /// Makes each launch's score one that no other has.
  private static void tell(RunFolder folder, Launch launch, String backlog) throws IOException {
    Path file = new LaunchFiles(folder.cells(), launch).json();
    String own = "1.2" + backlog + launch.number();
    Files.writeString(file, Files.readString(file).replace("1.234567", own), UTF_8);
  }

  static ObjectNode environment(Path folder) throws IOException {
    return (ObjectNode) JSON.readTree(folder.resolve("environment.json").toFile());
  }

  static void write(Path folder, ObjectNode environment) throws IOException {
    Files.writeString(folder.resolve("environment.json"), JSON.writeValueAsString(environment));
  }
}
