package acceptbench.results.compare;

/// What can be said of a figure in a new run against the base.
public enum Verdict {
  BETTER("better"),
  WORSE("worse"),
  NO_DIFFERENCE("no difference seen"),
  NOT_COMPARABLE("not comparable");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
