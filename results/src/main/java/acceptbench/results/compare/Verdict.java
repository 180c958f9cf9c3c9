package acceptbench.results.compare;

/// What can be said of a figure in a new run against the base.
public enum Verdict {
  BETTER("better"),
  WORSE("worse"),
  /// For a figure of which neither more nor less is better.
  DIFFERENT("different"),
  NO_DIFFERENCE("no difference seen"),
  NOT_COMPARABLE("not comparable");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /// Whether the figure has been told apart.
  public boolean isDifference() {
    return this == BETTER || this == WORSE || this == DIFFERENT;
  }

  public String words() {
    return words;
  }
}
