package acceptbench.results.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A sentence made from data: plain words, names that come from files, and numbers, kept apart so
/// that each medium can set and escape them its own way.
public record Sentence(List<Span> spans) {
  public enum Kind {
    WORDS,
    NAME,
    NUMBER
  }

  public record Span(String text, Kind kind) {
    public boolean isName() {
      return kind == Kind.NAME;
    }

    public boolean isNumber() {
      return kind == Kind.NUMBER;
    }

    public boolean isWords() {
      return kind == Kind.WORDS;
    }

    /// The text with its numbers tied to their units.
    public String unbroken() {
      return text.replaceAll("(\\d) (%|ns|µs|ms|s\\b)", "$1\u00a0$2");
    }

    private String markdown() {
      String escaped = Markdown.escape(text);
      return switch (kind) {
        case WORDS -> text;
        case NAME -> "**" + escaped + "**";
        case NUMBER -> escaped;
      };
    }
  }

  public Sentence {
    spans = List.copyOf(spans);
  }

  public String toText() {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }

  public String toMarkdown() {
    return spans.stream().map(Span::markdown).collect(Collectors.joining());
  }

  public static Builder say(String words) {
    return new Builder().words(words);
  }

  public static Builder ofNames(List<String> names) {
    return new Builder().names(names);
  }

  public static Builder ofName(String name) {
    return new Builder().name(name);
  }

  /// Strings spans together; only [#words] may come from this program, all else from files.
  public static final class Builder {
    private final List<Span> spans = new ArrayList<>();

    public Builder words(String words) {
      spans.add(new Span(words, Kind.WORDS));
      return this;
    }

    public Builder name(String name) {
      spans.add(new Span(OneLine.of(name), Kind.NAME));
      return this;
    }

    public Builder number(String number) {
      spans.add(new Span(OneLine.of(number), Kind.NUMBER));
      return this;
    }

    /// `a`, `b and c`, `a, b and c`.
    public Builder names(List<String> names) {
      for (int i = 0; i < names.size(); i++) {
        if (i > 0) {
          words(i == names.size() - 1 ? " and " : ", ");
        }
        name(names.get(i));
      }
      return this;
    }

    public Builder numbers(List<String> numbers) {
      for (int i = 0; i < numbers.size(); i++) {
        if (i > 0) {
          words(i == numbers.size() - 1 ? " and " : ", ");
        }
        number(numbers.get(i));
      }
      return this;
    }

    public Builder sentence(Sentence sentence) {
      spans.addAll(sentence.spans);
      return this;
    }

    public Sentence end() {
      return new Sentence(spans);
    }
  }
}
