package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.MSG_DONTWAIT;
import static acceptbench.linux.socket.SocketConstants.MSG_NOSIGNAL;
import static acceptbench.linux.socket.SocketConstants.MSG_PEEK;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Who speaks first on a connection, and what the server has to say. Not thread-safe: one buffer
/// for all connections.
public final class Dialogue {
  private static final int BUFFER_SIZE = 64;

  private final MemorySegment opening;
  private final byte[] greeting;
  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_SIZE);

  private Dialogue(byte[] opening, byte[] greeting) {
    this.opening = Arena.ofAuto().allocateFrom(JAVA_BYTE, opening);
    this.greeting = greeting;
  }

  /// The server says `HELLO` without being asked.
  public static Dialogue serverGreets() {
    return new Dialogue(new byte[0], "HELLO".getBytes(StandardCharsets.US_ASCII));
  }

  /// The server speaks first, and may say anything.
  public static Dialogue serverSpeaks() {
    return new Dialogue(new byte[0], new byte[0]);
  }

  /// The client says something as soon as the handshake is over, and the server may answer
  /// anything.
  public static Dialogue clientSpeaks(byte[] opening) {
    if (opening.length == 0) throw new IllegalArgumentException("the client has nothing to say");
    return new Dialogue(opening, new byte[0]);
  }

  enum Answer {
    CAME,
    NOT_YET,
    ENDED
  }

  /// Whether the client says something before the server does.
  public boolean clientSpeaksFirst() {
    return opening.byteSize() > 0;
  }

  /// Says the client's part, where it has one. What goes wrong shows when the answer is read.
  void open(int fd) {
    if (clientSpeaksFirst()) send(fd);
  }

  /// Says the client's part on a socket whose handshake may not be over.
  ///
  /// @return 0 where it is over, `EINPROGRESS` where it is not and nothing was said, else the error
  ///     that ended it
  int openEarly(int fd) {
    int error = (int) -send(fd);
    return switch (error) {
      case Errno.EAGAIN -> Errno.EINPROGRESS;
      case Errno.ECONNREFUSED, Errno.ETIMEDOUT -> error;
      // Sent; or the connection was reset after the handshake, which shows when the answer is read.
      default -> 0;
    };
  }

  private long send(int fd) {
    return Libc.send(fd, opening, opening.byteSize(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  /// One look: the first bytes, nothing yet, or the end of the connection without any.
  ///
  /// What came is left where it is, so that [Connector#closeUnread] can end the connection.
  ///
  /// @throws WrongGreetingException if the server sends anything but the expected greeting
  Answer read(int fd) {
    long count = Libc.recv(fd, buffer, BUFFER_SIZE, MSG_PEEK | MSG_DONTWAIT);
    if (count > 0) {
      if (greeting.length > 0) verify((int) count);
      return Answer.CAME;
    }
    return count == -Errno.EAGAIN ? Answer.NOT_YET : Answer.ENDED;
  }

  private void verify(int count) {
    for (int i = 0; i < count; i++) {
      if (i >= greeting.length || buffer.get(JAVA_BYTE, i) != greeting[i]) {
        byte[] said = buffer.asSlice(0, count).toArray(JAVA_BYTE);
        throw new WrongGreetingException(
            new String(said, StandardCharsets.ISO_8859_1),
            new String(greeting, StandardCharsets.ISO_8859_1));
      }
    }
  }
}
