/// The Linux kernel, spoken to through `java.lang.foreign`. Knows nothing of servers or benchmarks.
///
/// [acceptbench.linux.Libc] holds one method for each C function, which returns the negated errno
/// on failure; everything else in this package turns those into objects with a life cycle and into
/// exceptions that name the call. Layouts are those of 64-bit Linux on x86_64 and aarch64, which
/// differ in `struct epoll_event` only.
@NullMarked
package acceptbench.linux;

import org.jspecify.annotations.NullMarked;
