package acceptbench.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/// Which counters a kernel has and in which order: the header lines of its files. It stays the same
/// while the kernel runs, so all snapshots of a reader share one.
final class CounterLayout {
  /// The groups whose counters also go by their bare name; the first wins.
  private static final List<String> BARE = List.of("TcpExt", "Tcp");

  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  /// @param fullNames group and name in one word, `TcpExtListenOverflows` say
  CounterLayout(Collection<String> fullNames) {
    names = List.copyOf(fullNames);
    for (int i = 0; i < names.size(); i++) indexes.putIfAbsent(names.get(i), i);
    for (String group : BARE) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        if (name.startsWith(group)) indexes.putIfAbsent(name.substring(group.length()), i);
      }
    }
  }

  /// The place of a counter in a snapshot's values, -1 where the kernel does not have it.
  int indexOf(String name) {
    return indexes.getOrDefault(name, -1);
  }

  int size() {
    return names.size();
  }

  void forEach(ObjIntConsumer<String> visitor) {
    for (int i = 0; i < names.size(); i++) visitor.accept(names.get(i), i);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof CounterLayout that && that.names.equals(names));
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }
}
