/// Sockets, listeners and what the kernel says about them: options, `TCP_INFO`, inet_diag dumps,
/// passing of descriptors.
///
/// Start with [acceptbench.linux.socket.TcpSocket], then [acceptbench.linux.socket.InetDiag]. Uses
/// `acceptbench.linux` only.
@NullMarked
package acceptbench.linux.socket;

import org.jspecify.annotations.NullMarked;
