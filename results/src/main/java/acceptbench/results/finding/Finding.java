package acceptbench.results.finding;

import acceptbench.results.text.Sentence;
import java.util.List;

/// One thing the data says, in plain sentences under a heading.
public record Finding(String heading, List<Sentence> sentences) {
  public Finding {
    sentences = List.copyOf(sentences);
  }
}
