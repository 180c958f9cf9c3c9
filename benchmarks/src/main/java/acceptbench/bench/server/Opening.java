package acceptbench.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// What a client says first, as the parameter `send` writes it: text (in UTF-8) with the escapes
/// `\\r`, `\\n`, `\\t`, `\\\\` and `\\xHH`, a byte by its two hexadecimal digits.
public final class Opening {
  /// Stands for what the strategy needs.
  public static final String DEFAULT = "default";

  /// What a client says first that only has to say something: more bytes than it hears (`HELLO` and
  /// the end) and 3 more.
  ///
  /// Of the ACK of a SYN cookie the kernel looks at no more than by how much it and its sequence
  /// number lie apart, give or take 3: the rest is the index of a segment size
  /// (`__cookie_v4_check`, `net/ipv4/syncookies.c`). A client that says about as much as it hears
  /// acknowledges the end with what passes for its cookie's ACK, and where the server's socket is
  /// gone by then it is accepted a second time.
  static final String USUAL = "HELLO, SERVER?";

  private static final String ESCAPES = "there are \\r, \\n, \\t, \\\\ and \\xHH";

  private Opening() {}

  /// The bytes to send.
  ///
  /// @throws IllegalArgumentException in one line, with the place of what is no escape, or where
  ///     there is nothing to say
  public static byte[] parse(String text) {
    if (text.isEmpty())
      throw new IllegalArgumentException(
          "send=: a client that speaks first has to say something; leave the parameter out for what"
              + " the strategy needs");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int escape = text.indexOf('\\', i);
      int end = escape < 0 ? text.length() : escape;
      bytes.writeBytes(text.substring(i, end).getBytes(UTF_8));
      i = escape < 0 ? end : unescape(text, escape, bytes);
    }
    return bytes.toByteArray();
  }

  /// Writes the byte that an escape stands for.
  ///
  /// @return where the text goes on
  private static int unescape(String text, int at, ByteArrayOutputStream bytes) {
    if (at + 1 == text.length()) throw wrong(text, at, text.length());
    switch (text.charAt(at + 1)) {
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        int end = Math.min(at + 4, text.length());
        String digits = text.substring(at + 2, end);
        if (!digits.matches("[0-9a-fA-F]{2}")) throw wrong(text, at, end);
        bytes.write(Integer.parseInt(digits, 16));
        return end;
      }
      default -> throw wrong(text, at, at + 2);
    }
    return at + 2;
  }

  private static IllegalArgumentException wrong(String text, int from, int to) {
    return new IllegalArgumentException(
        "send=%s: '%s' at character %d is no escape; %s"
            .formatted(text, text.substring(from, to), from + 1, ESCAPES));
  }
}
