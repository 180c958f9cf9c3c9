package acceptbench.bench.queue;

import acceptbench.load.queue.Join;
import acceptbench.load.trace.ConnectionTrace;
import acceptbench.profile.ConnectionRow;
import acceptbench.server.accepts.Accept;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Each connection of an iteration as a row, with what the server has noted of it.
///
/// @param join both ends of them; null where the server's is not known
/// @param began when the load began, as [System#nanoTime] has it
public record EachConnection(ConnectionTrace trace, @Nullable Join join, long began)
    implements Iterable<ConnectionRow> {
  @Override
  public Iterator<ConnectionRow> iterator() {
    return IntStream.range(0, trace.size()).mapToObj(this::row).iterator();
  }

  private ConnectionRow row(int number) {
    Optional<Accept> accept = accept(trace.handshake(number));
    return new ConnectionRow(
        trace.intended(number) - began,
        trace.started(number) - began,
        sinceBegan(trace.connected(number)),
        accept.map(it -> it.atNanos() - began).orElse(ConnectionRow.UNKNOWN),
        sinceBegan(trace.greeted(number)),
        trace.syns(number),
        accept.map(Accept::listener).orElse(-1),
        trace.fate(number).label());
  }

  private long sinceBegan(long nanos) {
    return nanos == ConnectionTrace.NEVER ? ConnectionRow.UNKNOWN : nanos - began;
  }

  private Optional<Accept> accept(int handshake) {
    return join == null || handshake < 0 ? Optional.empty() : join.accept(handshake);
  }
}
