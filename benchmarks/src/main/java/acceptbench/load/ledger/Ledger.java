package acceptbench.load.ledger;

/// What became of each connection that was attempted, and of the SYNs that were sent for them.
///
/// @param attempted connections started
/// @param served those that got the first byte of the greeting
/// @param ghost those ESTABLISHED at the client that the server has no socket for, each one proved
/// @param reset those that the server ended without a greeting
/// @param refused those that met no listener
/// @param timedOut those unserved when patience ended
/// @param retried connections that sent more than one SYN
/// @param synRetries SYNs sent again (sum of `tcpi_total_retrans` over the clients in the
///     handshake)
/// @param unansweredSyns connections still in SYN_SENT at the end: of each, one SYN more than its
///     retries was dropped
/// @param halfAccepted connections ESTABLISHED at the client and still SYN_RECV at the server when
///     patience ended: the kernel ignored the final ACK (the law
///     `final-ack-ignored`)
/// @param lateAnswers SYNs sent again, or connections whose server may have sent its SYN-ACK again,
///     although the SYN before had been answered: no more than these, since the answer to any other
///     came before a timer could end
/// @param halfOpen what became of the SYNs of clients that never get an answer; they are in no
///     other count here
public record Ledger(
    long attempted,
    long served,
    long ghost,
    long reset,
    long refused,
    long timedOut,
    long retried,
    long synRetries,
    long unansweredSyns,
    long halfAccepted,
    long lateAnswers,
    HalfOpenSyns halfOpen) {

  /// Nothing attempted.
  public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// The ledger of a load without half-open clients, each answer of which came in time.
  public Ledger(
      long attempted,
      long served,
      long ghost,
      long reset,
      long refused,
      long timedOut,
      long retried,
      long synRetries,
      long unansweredSyns,
      long halfAccepted) {
    this(
        attempted,
        served,
        ghost,
        reset,
        refused,
        timedOut,
        retried,
        synRetries,
        unansweredSyns,
        halfAccepted,
        0,
        HalfOpenSyns.NONE);
  }

  /// How many attempts ended nowhere: 0, or the ledger is wrong.
  public long missing() {
    return attempted - served - ghost - reset - refused - timedOut;
  }

  public Ledger plus(Ledger other) {
    return new Ledger(
        attempted + other.attempted,
        served + other.served,
        ghost + other.ghost,
        reset + other.reset,
        refused + other.refused,
        timedOut + other.timedOut,
        retried + other.retried,
        synRetries + other.synRetries,
        unansweredSyns + other.unansweredSyns,
        halfAccepted + other.halfAccepted,
        lateAnswers + other.lateAnswers,
        halfOpen.plus(other.halfOpen));
  }
}
