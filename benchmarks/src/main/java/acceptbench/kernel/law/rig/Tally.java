package acceptbench.kernel.law.rig;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts by name, in the order in which they were given. Immutable.
public record Tally(Map<String, Long> counts) {
  public static final Tally NONE = new Tally(Map.of());

  public Tally {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  public static Tally of(String name, long count) {
    return NONE.and(name, count);
  }

  /// The counters of these names; one that is missing in the map is 0.
  public static Tally ofCounters(Map<String, Long> counters, String... names) {
    Tally tally = NONE;
    for (String name : names) tally = tally.and(name, counters.getOrDefault(name, 0L));
    return tally;
  }

  public Tally and(String name, long count) {
    Map<String, Long> more = new LinkedHashMap<>(counts);
    more.put(name, count);
    return new Tally(more);
  }

  public Tally and(Tally other) {
    Map<String, Long> more = new LinkedHashMap<>(counts);
    more.putAll(other.counts);
    return new Tally(more);
  }

  /// Whether what was measured is what is predicted here, leaving out counters that this kernel
  /// does not have.
  public boolean agreesWith(Tally measured) {
    return !measured.counts.isEmpty() && counts.entrySet().containsAll(measured.counts.entrySet());
  }

  /// The sum, name by name.
  public Tally plus(Tally other) {
    Map<String, Long> sum = new LinkedHashMap<>(counts);
    other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return new Tally(sum);
  }

  /// `connected 6, ListenOverflows 20`.
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
