package acceptbench.server.parameter;

/// How many connections an acceptor takes each time it wakes up, where its mechanism has the
/// choice.
///
/// @param most how many before it goes back to waiting; 0 stands for what the strategy does by
///     itself
public record AcceptBatch(int most) {
  /// What the strategy does by itself: all for the JDK's Selector and our own epoll loops (one
  /// where they share a descriptor), 16 for Netty on NIO, one for Netty on epoll, one for nginx.
  public static final AcceptBatch USUAL = new AcceptBatch(0);

  public static final AcceptBatch ONE = new AcceptBatch(1);

  /// Until the queue is empty.
  public static final AcceptBatch ALL = new AcceptBatch(Integer.MAX_VALUE);

  static final String USUAL_TEXT = "usual";
  static final String ONE_TEXT = "one";
  static final String ALL_TEXT = "all";

  /// @param text one of the three, or the text of a number
  static AcceptBatch of(String text) {
    return switch (text) {
      case USUAL_TEXT -> USUAL;
      case ONE_TEXT -> ONE;
      case ALL_TEXT -> ALL;
      default -> new AcceptBatch(Integer.parseInt(text));
    };
  }

  public boolean isUsual() {
    return equals(USUAL);
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /// Whether it is a number between one and all.
  public boolean isNumber() {
    return most > ONE.most && !isAll();
  }

  /// How many at most.
  ///
  /// @param usual what the strategy does by itself
  public int mostOr(int usual) {
    return isUsual() ? usual : most;
  }

  /// As `-p acceptBatch=` has it.
  @Override
  public String toString() {
    if (isUsual()) return USUAL_TEXT;
    if (isAll()) return ALL_TEXT;
    return equals(ONE) ? ONE_TEXT : String.valueOf(most);
  }
}
