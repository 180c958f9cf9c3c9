package acceptbench.load;

/// The server sent something other than its greeting, so it is not the server that was meant.
public final class WrongGreetingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongGreetingException(String said, String expected) {
    super("the server greeted with \"" + said.strip() + "\" instead of \"" + expected + "\"");
  }
}
