package acceptbench.run.folder;

import static java.util.stream.Collectors.joining;

import acceptbench.results.text.OneLine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// `environment.json` of shares that are taken together. What is the same in all shares is as in
/// each; of what differs all values are there, with ` · ` between them.
///
/// @param shares by number
record PooledEnvironment(List<ShareFolder> shares, Machines machines) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final String POOLED = "pooled";

  /// What makes two machines different ones to measure on.
  private static final List<String> TELLING =
      List.of("kernel", "cpu", "network", "jdk", "descriptorLimit");

  /// What belongs to a share alone, or is made anew here.
  private static final Set<String> OF_EACH =
      Set.of(
          "share",
          "warnings",
          "cells",
          "launches",
          "repeatedLaunches",
          "startedAt",
          "finishedAt",
          "resumedAt");

  /// Whether a file is one that [#write] wrote.
  static boolean isIn(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return false;
    try {
      return JSON.readTree(file.toFile()).path(POOLED).isObject();
    } catch (JsonProcessingException damaged) {
      return false;
    }
  }

  /// Writes it.
  ///
  /// @param launches how many were measured, by number of the share
  /// @return what a reader has to know
  List<String> write(Path file, SortedMap<Integer, Integer> launches, int measuredCells)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    earliestAndLatest(root);
    JsonNode same = joined(trees(share -> share.environment()), OF_EACH);
    same.properties().forEach(each -> root.set(each.getKey(), each.getValue()));
    root.put("launches", launches.values().stream().mapToInt(Integer::intValue).sum());
    root.put("repeatedLaunches", sum("/repeatedLaunches"));
    ObjectNode pooled = root.putObject(POOLED);
    pooled.put("shares", Machines.names(shares) + " of " + shares.getFirst().share().of());
    ObjectNode described = pooled.putObject("machines");
    machines.described(shares).forEach(described::put);
    List<String> told = new ArrayList<>(missing());
    told.addAll(notWhole(launches));
    told.addAll(disagreements());
    ArrayNode warnings = root.putArray("warnings");
    told.forEach(warnings::add);
    ofShares().forEach(warnings::add);
    cells(root.putObject("cells"), measuredCells);
    WholeFile.write(file, JSON.writeValueAsString(root) + "\n");
    return told;
  }

  private void earliestAndLatest(ObjectNode root) {
    texts("/startedAt").stream().min(String::compareTo).ifPresent(t -> root.put("startedAt", t));
    texts("/finishedAt").stream().max(String::compareTo).ifPresent(t -> root.put("finishedAt", t));
  }

  private List<String> texts(String place) {
    return shares.stream().map(each -> each.text(place)).filter(t -> !t.isEmpty()).toList();
  }

  private int sum(String place) {
    return shares.stream().mapToInt(each -> each.environment().at(place).asInt()).sum();
  }

  private List<JsonNode> trees(Function<ShareFolder, JsonNode> part) {
    return shares.stream().map(part).toList();
  }

  /// Several trees as one.
  private static JsonNode joined(List<JsonNode> trees, Set<String> without) {
    List<JsonNode> there = trees.stream().filter(each -> !each.isMissingNode()).toList();
    if (there.stream().distinct().count() == 1 && without.isEmpty()) return there.getFirst();
    if (!there.stream().allMatch(JsonNode::isObject))
      return JSON.getNodeFactory()
          .textNode(there.stream().map(JsonNode::asText).distinct().collect(joining(" · ")));
    ObjectNode joined = JSON.createObjectNode();
    Set<String> names = new LinkedHashSet<>();
    there.forEach(each -> each.fieldNames().forEachRemaining(names::add));
    names.removeAll(without);
    for (String name : names)
      joined.set(name, joined(there.stream().map(each -> each.path(name)).toList(), Set.of()));
    return joined;
  }

  private List<String> missing() {
    int of = shares.getFirst().share().of();
    Set<Integer> there = new LinkedHashSet<>();
    shares.forEach(each -> there.add(each.share().number()));
    List<Integer> gone =
        IntStream.rangeClosed(1, of).filter(number -> !there.contains(number)).boxed().toList();
    if (gone.isEmpty()) return List.of();
    return List.of(
        "of %d shares %s missing: what is here was measured in fewer rounds than were planned"
            .formatted(
                of,
                (gone.size() == 1 ? "share " : "shares ")
                    + gone.stream().map(String::valueOf).collect(joining(", "))
                    + (gone.size() == 1 ? " is" : " are")));
  }

  private List<String> notWhole(SortedMap<Integer, Integer> launches) {
    List<String> lines = new ArrayList<>();
    for (ShareFolder each : shares) {
      int planned = each.environment().path("launches").asInt();
      int measured = launches.getOrDefault(each.share().number(), 0);
      if (measured < planned)
        lines.add(
            "share %s has %d of its %d launches (%s)"
                .formatted(each.share(), measured, planned, each.name()));
    }
    return lines;
  }

  /// `machines differ in kernel.release: 6.1.0 (shares 1, 2), 6.8.0 (share 3)`.
  private List<String> disagreements() {
    List<String> lines = new ArrayList<>();
    for (String part : TELLING)
      differing(part, trees(share -> share.environment().path(part)), lines);
    return lines;
  }

  private void differing(String place, List<JsonNode> values, List<String> lines) {
    if (values.stream().distinct().count() == 1) return;
    if (values.stream().allMatch(JsonNode::isObject)) {
      Set<String> names = new LinkedHashSet<>();
      values.forEach(each -> each.fieldNames().forEachRemaining(names::add));
      for (String name : names)
        differing(place + "." + name, values.stream().map(each -> each.path(name)).toList(), lines);
      return;
    }
    Map<String, List<ShareFolder>> byValue = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++)
      byValue.computeIfAbsent(shown(values.get(i)), _ -> new ArrayList<>()).add(shares.get(i));
    lines.add(
        "machines differ in %s: %s"
            .formatted(
                place,
                byValue.entrySet().stream()
                    .map(each -> each.getKey() + " (" + Machines.names(each.getValue()) + ")")
                    .collect(joining(", "))));
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "" : OneLine.of(value.asText());
    return text.isEmpty() ? "not known" : text;
  }

  /// What the shares have warned about: what all of them say once, else with the share's number.
  private List<String> ofShares() {
    Map<String, List<ShareFolder>> said = new LinkedHashMap<>();
    for (ShareFolder each : shares)
      for (JsonNode warning : each.environment().path("warnings"))
        said.computeIfAbsent(warning.asText(), _ -> new ArrayList<>()).add(each);
    return said.entrySet().stream()
        .map(
            each ->
                each.getValue().size() == shares.size()
                    ? each.getKey()
                    : Machines.names(each.getValue()) + ": " + each.getKey())
        .toList();
  }

  private void cells(ObjectNode cells, int measured) {
    int planned =
        shares.stream()
            .mapToInt(each -> each.environment().at("/cells/planned").asInt())
            .max()
            .orElse(0);
    // A strategy that one machine lacks is in the plans of the others.
    cells.put("planned", Math.max(planned, measured));
    cells.put("measured", measured);
    ArrayNode failed = cells.putArray("failed");
    ArrayNode leftOut = cells.putArray("leftOut");
    for (ShareFolder each : shares) {
      each.environment().at("/cells/failed").forEach(failed::add);
      for (JsonNode one : each.environment().at("/cells/leftOut")) {
        ObjectNode named = one.deepCopy();
        named.put("reason", one.path("reason").asText() + " (share " + each.share() + ")");
        leftOut.add(named);
      }
    }
  }
}
