package acceptbench.results.finding;

import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sentences of which several strategies may be the subject: `blocking and epoll did not overflow`.
final class Shared {
  private final Map<Sentence, List<String>> subjects = new LinkedHashMap<>();

  /// Says of a strategy what the predicate says, which begins with a blank or a colon.
  void add(String strategy, Sentence predicate) {
    subjects.computeIfAbsent(predicate, _ -> new ArrayList<>()).add(strategy);
  }

  List<Sentence> sentences() {
    List<Sentence> sentences = new ArrayList<>();
    subjects.forEach(
        (predicate, names) -> sentences.add(Sentence.ofNames(names).sentence(predicate).end()));
    return sentences;
  }
}
