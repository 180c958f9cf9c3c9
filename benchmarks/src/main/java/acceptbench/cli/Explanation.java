package acceptbench.cli;

import acceptbench.kernel.ExplainedLimit;
import acceptbench.kernel.QueueExplanation;
import acceptbench.kernel.QueueSettings;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.sizing.ServerSetting;
import java.io.PrintWriter;
import java.util.List;

/// Prints what a listener's settings amount to.
///
/// @param settings of the listener
record Explanation(QueueSettings settings) {
  void print(PrintWriter out) {
    out.printf(
        "backlog %s, somaxconn %d, tcp_max_syn_backlog %d, tcp_syncookies %d,"
            + " tcp_abort_on_overflow %d, Linux %s%n",
        settings.backlog() == -1
            ? "as large as can be"
            : Integer.toUnsignedString(settings.backlog()),
        settings.somaxconn(),
        settings.maxSynBacklog(),
        settings.syncookies(),
        settings.abortOnOverflow() ? 1 : 0,
        settings.kernel());
    limits(out);
  }

  /// The same with the state of a listening socket.
  void print(PrintWriter out, int port, ListenerSocket listener) {
    out.printf(
        "%s: effective backlog %d, %d queued, %s%n",
        told(listener, port),
        listener.effectiveBacklog(),
        listener.queued(),
        listener.drops() < 0
            ? "this kernel doesn't report drops"
            : listener.drops() + " drops so far (d in ss -ltnm)");
    if (listener.effectiveBacklog() == settings.somaxconn())
      out.printf("somaxconn is %d too: the server may have asked for more%n", settings.somaxconn());
    List<String> servers =
        ServerSetting.comingWith(listener.effectiveBacklog(), settings.somaxconn()).stream()
            .map(ServerSetting::server)
            .toList();
    if (!servers.isEmpty())
      out.printf(
          "%d is what these come with here, unless told otherwise: %s%n",
          listener.effectiveBacklog(), String.join(", ", servers));
    limits(out);
  }

  /// Its address; a listener at `::` says whether it takes IPv4 too, where `ss` would write `*`.
  private static String told(ListenerSocket listener, int port) {
    IpAddress address = listener.id().address();
    String kinds = listener.ipv6Only() ? " (IPv6 alone)" : " (IPv6 and IPv4)";
    return address.withPort(port) + (address.equals(IpAddress.ANY_6) ? kinds : "");
  }

  private void limits(PrintWriter out) {
    for (ExplainedLimit limit : new QueueExplanation(settings).limits()) {
      out.printf("%n%s: %s%n", limit.name(), limit.value());
      out.printf("  why     %s%n", limit.why());
      out.printf("  beyond  %s%n", limit.beyond());
      out.printf("  change  %s%n", limit.change());
      out.printf("  see     %s%n", limit.see());
    }
    out.println();
  }
}
