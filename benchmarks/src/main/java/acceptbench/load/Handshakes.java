package acceptbench.load;

import acceptbench.linux.socket.TcpInfo;

/// What the clients' sockets say of their handshakes: how many SYNs were sent again, and how many
/// of those may have been needless.
///
/// A SYN is sent again although it was answered if the answer takes longer than its timer, which is
/// at least 1 s (RFC 6298). That happens on a machine so busy that packets wait that long for a
/// CPU. That shows in the round-trip time of the handshake, which begins with the SYN that was
/// answered.
final class Handshakes {
  /// Half of that timer: it goes by the kernel's ticks, and where the client had spoken before
  /// anybody asked, the answer to that counts for an eighth in the time.
  private static final long LATE_MICROS = 500_000;

  private long retried;
  private long synRetries;
  private long lateAnswers;

  void reset() {
    retried = 0;
    synRetries = 0;
    lateAnswers = 0;
  }

  Handshakes copy() {
    Handshakes copy = new Handshakes();
    copy.retried = retried;
    copy.synRetries = synRetries;
    copy.lateAnswers = lateAnswers;
    return copy;
  }

  /// Takes in what a socket says of its handshake, which has ended or never will.
  void add(TcpInfo client) {
    add(client.synRetransmissions(), client.roundTripMicros());
  }

  void add(int retries, long roundTripMicros) {
    if (retries > 0) retried++;
    synRetries += retries;
    // Without a time, nobody knows which of the SYNs was answered.
    if (roundTripMicros == 0) lateAnswers += retries;
    else if (roundTripMicros >= LATE_MICROS) lateAnswers += Math.max(retries, 1);
  }

  long retried() {
    return retried;
  }

  long synRetries() {
    return synRetries;
  }

  /// SYNs or SYN-ACKs that may have been sent again although the one before was answered, at most.
  long lateAnswers() {
    return lateAnswers;
  }
}
