package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.results.limit.Limit;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Share;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What a run was started with. It is on disk before the first cell, so that `--resume` can go on
/// with the run. The cells that are done are found by their files.
///
/// @param title what the run is called
/// @param arguments JMH's, presets included
/// @param seed for the order of launches
/// @param share which rounds it measures
/// @param precision until which rounds are added, in shares of the median; empty: none is
/// @param limits what each cell has to keep to
/// @param connections whether each connection is kept
/// @param startedAt ISO 8601
/// @param circumstances of the first part
public record Journal(
    String title,
    JmhArguments arguments,
    long seed,
    Share share,
    OptionalDouble precision,
    List<Limit> limits,
    boolean connections,
    String startedAt,
    Circumstances circumstances) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// Arguments are what a shell takes, 128 KB each at most, and mostly some hundred bytes.
  private static final int LARGEST_BYTES = 4_000_000;

  /// The same run with arguments that say more.
  public Journal with(JmhArguments others) {
    return new Journal(
        title, others, seed, share, precision, limits, connections, startedAt, circumstances);
  }

  /// The command that measures the same, as a shell reads it.
  public String command() {
    return arguments.command();
  }

  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("title", title);
    root.put("startedAt", startedAt);
    root.put("seed", seed);
    if (!share.isWhole()) root.put("share", share.toString());
    precision.ifPresent(asked -> root.put("precision", asked));
    limits.forEach(limit -> root.withArray("/failOn").add(limit.text()));
    if (connections) root.put("connections", true);
    arguments.toCommandLine().forEach(root.putArray("arguments")::add);
    ObjectNode facts = root.putObject("circumstances");
    circumstances.facts().forEach(facts::put);
    WholeFile.write(file, JSON.writeValueAsString(root) + "\n");
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws UserError if there is none, or it is damaged
  public static Journal read(Path file) throws UserError {
    try {
      byte[] content = SmallFile.read(file, LARGEST_BYTES).orElseThrow(() -> damaged(file));
      JsonNode root = JSON.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
      if (!root.path("title").isTextual()
          || !root.path("startedAt").isTextual()
          || !root.path("seed").canConvertToLong()
          || (root.has("precision") && !root.path("precision").isNumber())
          || !root.path("arguments").isArray()
          || !root.path("circumstances").isObject()) {
        throw damaged(file);
      }
      List<String> arguments = new ArrayList<>();
      root.path("arguments").forEach(argument -> arguments.add(argument.asText()));
      List<Limit> limits = new ArrayList<>();
      for (JsonNode limit : root.path("failOn")) limits.add(Limit.parse(limit.asText()));
      Map<String, String> facts = new LinkedHashMap<>();
      root.path("circumstances")
          .properties()
          .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
      return new Journal(
          root.path("title").asText(),
          JmhArguments.parse(arguments),
          root.path("seed").asLong(),
          root.has("share") ? Share.parse(root.path("share").asText()) : Share.WHOLE,
          root.has("precision")
              ? OptionalDouble.of(root.path("precision").asDouble())
              : OptionalDouble.empty(),
          limits,
          root.path("connections").asBoolean(),
          root.path("startedAt").asText(),
          new Circumstances(facts));
    } catch (NoSuchFileException e) {
      throw RunFolder.holdsNone(file.resolveSibling(""));
    } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw UserError.usage(
          "--resume " + file.getParent() + ": can't be read: " + FileTrouble.reason(e));
    }
  }

  /// Refuses to mix what does not belong together.
  ///
  /// @throws UserError listing what has changed
  public void checkUnchanged(Circumstances now, Path folder) throws UserError {
    List<String> changes = circumstances.changesTo(now);
    if (changes.isEmpty()) return;
    throw UserError.usage(
        "--resume " + folder + ": not the same run any more: " + String.join("; ", changes));
  }

  private static UserError damaged(Path file) {
    return UserError.usage("--resume: " + file + " is damaged; start a new run");
  }
}
