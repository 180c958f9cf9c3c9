package acceptbench.load;

import static acceptbench.linux.SocketConstants.MSG_DONTWAIT;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Reads what a server says first, and knows what that has to be.
final class Greeting {
  private static final byte[] EXPECTED = "HELLO".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER_SIZE = 64;

  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_SIZE);

  enum Answer {
    CAME,
    NOT_YET,
    ENDED
  }

  /// One read: the first bytes, nothing yet, or the end of the connection without any.
  Answer read(int fd) {
    long count = Libc.recv(fd, buffer, BUFFER_SIZE, MSG_DONTWAIT);
    if (count > 0) {
      verify((int) count);
      return Answer.CAME;
    }
    return count == -Errno.EAGAIN ? Answer.NOT_YET : Answer.ENDED;
  }

  private void verify(int count) {
    for (int i = 0; i < count; i++) {
      if (i >= EXPECTED.length || buffer.get(JAVA_BYTE, i) != EXPECTED[i]) {
        byte[] said = buffer.asSlice(0, count).toArray(JAVA_BYTE);
        throw new WrongGreetingException(new String(said, StandardCharsets.ISO_8859_1));
      }
    }
  }
}
