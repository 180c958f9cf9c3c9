package acceptbench.linux.socket;

import java.lang.foreign.MemorySegment;

/// What [InetDiag] asks the kernel about one listening socket, again and again. It is written once,
/// since in code that is not compiled yet writing it takes longer than the kernel's answer.
///
/// @param bytes a `struct nlmsghdr` and the `struct inet_diag_req_v2` behind it
public record ListenerQuestion(MemorySegment bytes) {}
