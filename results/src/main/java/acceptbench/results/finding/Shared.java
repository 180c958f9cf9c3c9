package acceptbench.results.finding;

import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sentences that several strategies may share: `blocking and epoll did not overflow`. If too many
/// strategies to read share one, they are `the other 14 strategies`.
final class Shared {
  private static final int MOST_NAMES = 5;

  private final Map<Sentence, List<String>> subjects = new LinkedHashMap<>();

  /// Adds a sentence: a strategy and its predicate, which begins with a blank or a colon.
  void add(String strategy, Sentence predicate) {
    subjects.computeIfAbsent(predicate, _ -> new ArrayList<>()).add(strategy);
  }

  List<Sentence> sentences() {
    List<Map.Entry<Sentence, List<String>>> groups = new ArrayList<>(subjects.entrySet());
    int most = groups.stream().mapToInt(group -> group.getValue().size()).max().orElse(0);
    if (most <= MOST_NAMES) {
      return groups.stream().map(g -> named(g.getValue()).sentence(g.getKey()).end()).toList();
    }
    // "The other N" is clear only after every other group has been named.
    groups.sort(Comparator.comparingInt(group -> group.getValue().size()));
    List<Sentence> sentences = new ArrayList<>();
    for (Map.Entry<Sentence, List<String>> group : groups) {
      boolean others = group.equals(groups.getLast());
      Sentence.Builder subject =
          others ? unnamed(group.getValue().size(), groups.size()) : named(group.getValue());
      sentences.add(subject.sentence(group.getKey()).end());
    }
    return sentences;
  }

  private static Sentence.Builder named(List<String> names) {
    return Sentence.ofNames(names);
  }

  private static Sentence.Builder unnamed(int strategies, int groups) {
    return Sentence.say(groups == 1 ? "All " : "The other ")
        .number(Integer.toString(strategies))
        .words(" strategies");
  }
}
