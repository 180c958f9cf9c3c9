package acceptbench.load;

/// What the kernel counted during a load, as far as the ledger has to explain it. Names are the
/// kernel's (`TcpExt` in `/proc/net/netstat`).
///
/// @param listenOverflows packets dropped because an accept queue was full
/// @param listenDrops packets dropped at a listener for any reason, those included
/// @param synChallenges answers of ESTABLISHED clients to a SYN-ACK that came again
///     (`TCPSYNChallenge`): each is the final ACK once more, and either heals a half-accepted
///     connection or is dropped
/// @param embryonicRsts half-open connections that the server reset, with `tcp_abort_on_overflow` =
///     1
/// @param backlogDrops packets dropped before TCP saw them (`softnet_stat`, machine-wide)
/// @param synQueueDrops whether SYNs may also be dropped for a full SYN queue (`tcp_syncookies` =
///     0)
/// @param earlyData whether clients speak first: data that meets a full accept queue is dropped and
///     counted as a final ACK is, each time it is sent
public record KernelTally(
    long listenOverflows,
    long listenDrops,
    long synChallenges,
    long embryonicRsts,
    long backlogDrops,
    boolean synQueueDrops,
    boolean earlyData) {}
