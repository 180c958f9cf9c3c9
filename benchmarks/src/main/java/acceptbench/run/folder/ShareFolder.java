package acceptbench.run.folder;

import static acceptbench.run.folder.SharePool.misfit;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.StoredLaunch;
import acceptbench.run.plan.Share;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of a run that measured a share of a plan's rounds (`--share I/N`).
///
/// @param environment its `environment.json`
record ShareFolder(RunFolder folder, Share share, JsonNode environment) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LARGEST_ENVIRONMENT = 10_000_000;

  /// What has to be the same in all shares, by its place below `share` or at the top.
  private static final Map<String, String> SAME =
      Map.of("/share/plan", "plan", "/seed", "--seed", "/rounds", "number of rounds");

  /// The share in a folder; empty where there is a whole run, or something else.
  static Optional<ShareFolder> of(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.environment())) return Optional.empty();
    Optional<byte[]> content = SmallFile.read(folder.environment(), LARGEST_ENVIRONMENT);
    if (content.isEmpty()) return Optional.empty();
    try {
      JsonNode environment = JSON.readTree(content.get());
      JsonNode told = environment.path("share");
      if (!told.isObject()) return Optional.empty();
      // Also checks the numbers: each share that is missing is named.
      Share share = Share.parse(told.path("number").asText() + "/" + told.path("of").asText());
      return Optional.of(new ShareFolder(folder, share, environment));
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  String name() {
    return folder.path().toString();
  }

  String text(String place) {
    return environment.at(place).asText();
  }

  /// Refuses what is no part of the same plan.
  ///
  /// @throws UserError naming both folders, and in what they differ
  void checkFits(ShareFolder other) throws UserError {
    if (share.of() != other.share.of())
      throw misfit(this, other, "share " + share, "share " + other.share);
    for (Map.Entry<String, String> each : SAME.entrySet()) {
      String mine = text(each.getKey());
      String theirs = other.text(each.getKey());
      if (!mine.equals(theirs))
        throw misfit(this, other, each.getValue() + " " + mine, each.getValue() + " " + theirs);
    }
    String program = "program " + text("/share/program");
    String another = "program " + other.text("/share/program");
    if (!program.equals(another)) throw misfit(this, other, program, another);
    if (share.equals(other.share))
      throw UserError.usage(
          "%s and %s are both share %s: name one of them".formatted(name(), other.name(), share));
  }

  /// The launches that it has measured, by cell, in the plan's order and in that of the rounds.
  ///
  /// @throws UserError where its launches are not there
  Map<CellName, List<LaunchFiles>> launches() throws UserError, IOException {
    List<LaunchFiles> found;
    try (Stream<Path> files = Files.list(folder.cells())) {
      found = new ArrayList<>(files.flatMap(file -> LaunchFiles.of(file).stream()).toList());
    } catch (IOException e) {
      throw UserError.usage(
          "%s can't be read (%s): shares are taken together from it, so copy their whole folders"
              .formatted(folder.cells(), FileTrouble.reason(e)));
    }
    found.sort((one, other) -> one.launch().compareTo(other.launch()));
    Map<Integer, CellName> names = new LinkedHashMap<>();
    Map<CellName, List<LaunchFiles>> cells = new LinkedHashMap<>();
    for (LaunchFiles files : found) {
      Optional<StoredLaunch> launch = files.read();
      // Damaged, as after a crash: what --resume would measure again.
      if (launch.isEmpty()) continue;
      CellName name =
          names.computeIfAbsent(files.launch().cell(), _ -> CellName.of(launch.get().json()));
      cells.computeIfAbsent(name, _ -> new ArrayList<>()).add(files);
    }
    return cells;
  }

  /// A cell, on whatever machine it was measured.
  record CellName(String benchmark, String mode, Map<String, String> parameters) {
    static CellName of(JsonNode launch) {
      return new CellName(
          launch.path("benchmark").asText(),
          launch.path("mode").asText(),
          LaunchFiles.parameters(launch));
    }
  }
}
