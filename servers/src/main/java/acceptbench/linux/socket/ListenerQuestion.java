package acceptbench.linux.socket;

import java.lang.foreign.MemorySegment;

/// What [InetDiag] asks the kernel of one listening socket again and again. Written once: before
/// the JVM has compiled it, that takes longer than the kernel's answer.
///
/// @param bytes a `struct nlmsghdr` and the `struct inet_diag_req_v2` behind it
public record ListenerQuestion(MemorySegment bytes) {}
