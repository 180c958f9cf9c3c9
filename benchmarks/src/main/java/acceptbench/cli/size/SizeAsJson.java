package acceptbench.cli.size;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.sizing.Demand;
import acceptbench.sizing.Pauses;
import acceptbench.sizing.ServerSetting;
import acceptbench.sizing.Sizing;
import acceptbench.sizing.Span;
import acceptbench.sizing.trial.BacklogCheck;
import acceptbench.sizing.trial.TriedPause;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Prints the answer as one JSON object. Times are in nanoseconds; what is not known is null.
final class SizeAsJson implements SizeOutput {
  private final PrintWriter out;
  private final Map<String, @Nullable Object> root = new LinkedHashMap<>();

  SizeAsJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void sizing(Sizing sizing, Optional<Pauses> recorded, OptionalInt somaxconn) {
    root.put(
        "backlog", sizing.verdict() == Sizing.Verdict.ENOUGH ? orNull(sizing.backlog()) : null);
    root.put("verdict", sizing.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    root.put("asked", asked(sizing.demand()));
    root.put("recordedPauses", recorded.orElse(null));
    root.put("lowerBound", orNull(sizing.backlog()));
    root.put("upperBound", orNull(sizing.most()));
    root.put("meanWaiting", sizing.demand().meanWaiting());
    root.put("chanceOfOverflow", Double.isNaN(sizing.chance()) ? null : sizing.chance());
    root.put("ofASinglePause", sizing.withoutOthers());
    root.put("ofOneListener", orNull(sizing.ofOneListener()));
    root.put("drainNeeded", orNull(sizing.drainNeeded()));
    root.put("longestPauseNanos", sizing.longestPause().map(Span::nanos).orElse(null));
    root.put("somaxconn", orNull(somaxconn));
    root.put("somaxconnIsEnough", isEnough(somaxconn, sizing.backlog()));
    root.put("settings", settings(sizing));
  }

  private static @Nullable Boolean isEnough(OptionalInt somaxconn, OptionalInt backlog) {
    if (somaxconn.isEmpty() || backlog.isEmpty()) return null;
    return somaxconn.getAsInt() >= backlog.getAsInt();
  }

  private static Map<String, @Nullable Object> asked(Demand demand) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("ratePerSecond", demand.ratePerSecond());
    asked.put("pauseNanos", demand.pause().nanos());
    asked.put("risk", demand.risk());
    asked.put("burst", demand.burst());
    asked.put("listeners", demand.listeners());
    asked.put("drainPerSecond", orNull(demand.drainPerSecond()));
    asked.put("everyNanos", demand.every().map(Span::nanos).orElse(null));
    asked.put("patienceNanos", demand.patience().nanos());
    return asked;
  }

  private static List<Map<String, String>> settings(Sizing sizing) {
    List<Map<String, String>> settings = new ArrayList<>();
    if (sizing.verdict() != Sizing.Verdict.ENOUGH) return settings;
    for (ServerSetting setting : ServerSetting.values()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("server", setting.server());
      one.put("line", setting.line(sizing.backlog().orElseThrow()));
      one.put("unlessSet", setting.usual());
      settings.add(one);
    }
    return settings;
  }

  @Override
  public void check(AcceptStrategy strategy, Sizing sizing, BacklogCheck check) {
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("strategy", strategy.label());
    measured.put("seed", check.seed());
    measured.put("pauses", check.needed().size());
    measured.put("meanWaiting", check.meanPeak());
    measured.put("needed", check.needed().stream().map(TriedPause::backlogNeeded).toList());
    measured.put("neededIsExact", check.exact());
    measured.put("medianNeeded", check.medianNeeded());
    measured.put("mostNeeded", check.mostNeeded());
    measured.put("overflowsSeen", check.overflowed() > 0);
    measured.put("pausesWithOverflow", check.overflowed());
    measured.put("overflows", check.tried().stream().map(TriedPause::overflows).toList());
    measured.put("longestPauseNanos", check.longestNanos());
    root.put("measured", measured);
  }

  @Override
  public void end() throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    out.println(mapper.writeValueAsString(root));
    out.flush();
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
