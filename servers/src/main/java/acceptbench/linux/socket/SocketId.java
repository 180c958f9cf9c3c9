package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/// By what inet_diag finds a socket again: its family and its `struct inet_diag_sockid`, as the
/// kernel told them. That holds a cookie, so that no other socket is taken for it.
///
/// @param family AF_INET or AF_INET6
/// @param words addresses, ports, interface and cookie, unread
public record SocketId(byte family, List<Integer> words) {
  private static final int WORDS = 12;

  /// Of `struct inet_diag_msg`, where the id is.
  private static final int TOLD_AT = 4;

  /// Of `struct inet_diag_req_v2`.
  private static final int ASKED_AT = 8;

  private static final int PEER_PORT_AT = ASKED_AT + 2;

  static SocketId parse(MemorySegment message) {
    List<Integer> words =
        IntStream.range(0, WORDS)
            .map(i -> message.get(JAVA_INT, TOLD_AT + 4L * i))
            .boxed()
            .toList();
    return new SocketId(message.get(JAVA_BYTE, 0), words);
  }

  /// Fills in the question for this socket.
  ///
  /// @param offset where the `struct inet_diag_req_v2` is
  /// @param peerPort for a listener, which has no peer: whose SYN it would get
  void ask(MemorySegment question, long offset, int peerPort) {
    question.set(JAVA_BYTE, offset, family);
    for (int i = 0; i < WORDS; i++)
      question.set(JAVA_INT, offset + ASKED_AT + 4L * i, words.get(i));
    question.set(JAVA_BYTE, offset + PEER_PORT_AT, (byte) (peerPort >> 8));
    question.set(JAVA_BYTE, offset + PEER_PORT_AT + 1, (byte) peerPort);
  }
}
