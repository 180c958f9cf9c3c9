package acceptbench.linux.socket;

import static acceptbench.linux.socket.SocketConstants.AF_INET6;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/// What inet_diag needs to find a socket again: its family and its `struct inet_diag_sockid`, as
/// the kernel gave them. The id holds a cookie, so that no other socket is taken for this one.
///
/// @param family AF_INET or AF_INET6
/// @param words addresses, ports, interface and cookie, unread
public record SocketId(byte family, List<Integer> words) {
  private static final int WORDS = 12;

  /// After both ports, which are one word.
  private static final int SOURCE_WORD = 1;

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

  /// The address it is bound to, `0.0.0.0` or `::` where that is any; that of IPv4 where an IPv6
  /// socket is bound to one.
  public IpAddress address() {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    words.subList(SOURCE_WORD, SOURCE_WORD + 4).forEach(bytes::putInt);
    return IpAddress.read(MemorySegment.ofArray(bytes.array()), 0, family);
  }

  /// Whether it is an IPv6 socket, which may take IPv4 connections too.
  public boolean isIpv6() {
    return family == AF_INET6;
  }

  /// The index of the network interface that the socket is bound to (SO_BINDTODEVICE), 0 for any.
  public int device() {
    return words.get(9);
  }

  /// Its own port.
  public int port() {
    return hostOrder(words.get(0)) >>> 16;
  }

  /// The kernel gives addresses and ports in network order.
  private static int hostOrder(int word) {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
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
