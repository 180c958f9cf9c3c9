package acceptbench.load;

/// The server said something else than `HELLO`: it is not the server that was meant.
public final class WrongGreetingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongGreetingException(String said) {
    super("the server greeted with \"" + said.strip() + "\" instead of \"HELLO\"");
  }
}
