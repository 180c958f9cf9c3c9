package acceptbench.results;

import java.util.List;

/// One thing the data says, in plain sentences under a heading.
record Finding(String heading, List<Sentence> sentences) {
  Finding {
    sentences = List.copyOf(sentences);
  }
}
