/// The Linux kernel, spoken to through `java.lang.foreign`. Knows nothing of servers or benchmarks.
///
/// Start with [acceptbench.linux.Libc]: one method for each C function, which returns the negated
/// errno on failure. [acceptbench.linux.ErrnoException] is the one place that turns that into an
/// exception which names the call. Layouts are those of 64-bit Linux on x86_64 and aarch64, which
/// differ in `struct epoll_event` only.
///
/// `process` and `socket`, below, build on this room and not on each other.
@NullMarked
package acceptbench.linux;

import org.jspecify.annotations.NullMarked;
