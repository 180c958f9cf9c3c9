package acceptbench.results.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which style (colour, symbol and dash) a name has: the same in every chart of a page.
public final class Styles {
  private final Map<String, Integer> byName = new LinkedHashMap<>();

  public Styles(List<String> names) {
    names.forEach(this::of);
  }

  public int of(String name) {
    return byName.computeIfAbsent(name, _ -> byName.size());
  }
}
