package acceptbench.cli.size;

import acceptbench.results.text.Figures;
import acceptbench.sizing.Demand;
import acceptbench.sizing.Sizing;
import acceptbench.sizing.Span;
import java.util.ArrayList;
import java.util.List;

/// Why a backlog is as large as it is, in words.
///
/// @param sizing that is to be explained
record SizeReasons(Sizing sizing) {
  String headline() {
    return switch (sizing.verdict()) {
      case ENOUGH ->
          "backlog " + backlog() + (many() ? " for each of %d listeners".formatted(count()) : "");
      case QUEUE_GROWS ->
          "no backlog helps: the server accepts too slowly, and its queue only grows";
      case CLIENTS_GONE ->
          "no backlog helps: it would have to be %s, and beyond %s the server works for clients that have gone"
              .formatted(Figures.count(backlog()), Figures.count(sizing.most().orElseThrow()));
    };
  }

  String lowerBound() {
    Demand demand = sizing.demand();
    String waiting =
        "in a pause of %s, %s connections arrive%s on average at %s/s%s"
            .formatted(
                demand.pause(),
                Figures.count(demand.meanWaiting()),
                many() ? " at each listener" : "",
                Figures.count(demand.ratePerSecond()),
                demand.burst() > 0
                    ? " and %s at once".formatted(Figures.count(demand.burst()))
                    : "");
    if (sizing.backlog().isEmpty()) return waiting;
    return "%s; more than %s wait%s in at most %s, and backlog %d has room for %2$s"
        .formatted(
            waiting,
            Figures.count(Sizing.room(backlog())),
            many() ? " at any of them" : "",
            share(demand.risk()),
            backlog());
  }

  String nextPause() {
    Demand demand = sizing.demand();
    if (demand.every().isEmpty())
      return "taken to come when the queue is empty again; --every and --drain tell whether it"
          + " does";
    Span gap = new Span(demand.every().get().nanos() - demand.pause().nanos());
    if (sizing.backlog().isEmpty())
      return "%s after the end of the last, too soon for the queue to empty: it grows from pause to pause"
          .formatted(gap);
    int more = backlog() - sizing.withoutOthers();
    return more == 0
        ? "%s after the end of the last, when the queue is empty again: it adds nothing"
            .formatted(gap)
        : "%s after the end of the last, when the queue is not always empty: that adds %d, a single pause needs %d"
            .formatted(gap, more, sizing.withoutOthers());
  }

  String listeners() {
    if (!many())
      return "one, which gets all connections; of several each needs a margin of its own";
    if (sizing.backlog().isEmpty() || sizing.ofOneListener().isEmpty())
      return "%d, each with a queue of its own".formatted(count());
    return "%d, each with a queue and a margin of its own: %s in all, where one listener needs %s"
        .formatted(
            count(),
            Figures.count((double) count() * backlog()),
            Figures.count(sizing.ofOneListener().getAsInt()));
  }

  String upperBound() {
    Demand demand = sizing.demand();
    String gone =
        demand.pause().nanos() > demand.patience().nanos()
            ? "; who comes in the first %s of the pause has gone before it ends, whatever the backlog"
                .formatted(new Span(demand.pause().nanos() - demand.patience().nanos()))
            : "";
    if (sizing.most().isEmpty())
      return "not known without --drain, what the server accepts per second: what waits beyond drain x patience (%s) is accepted when its client has gone%s"
          .formatted(demand.patience(), gone);
    return "%s: at %s/s the server takes %s, as long as clients wait, to accept that many%s"
        .formatted(
            Figures.count(sizing.most().getAsInt()) + (many() ? " for each" : ""),
            Figures.count(demand.drainPerSecond().orElseThrow()),
            demand.patience(),
            gone);
  }

  /// What has to change before any backlog is enough.
  String help() {
    List<String> ways = new ArrayList<>();
    sizing
        .drainNeeded()
        .ifPresent(
            drain ->
                ways.add(
                    "a server that accepts %s/s or more"
                        .formatted(Figures.count(Math.ceil(drain)))));
    sizing.longestPause().ifPresent(span -> ways.add("pauses of %s at most".formatted(down(span))));
    ways.add("fewer connections to this server");
    return String.join(", or ", ways);
  }

  /// Rounded down to a tenth of a millisecond, unless it is shorter than one millisecond.
  private static Span down(Span span) {
    return span.nanos() < 1_000_000 ? span : new Span(span.nanos() / 100_000 * 100_000);
  }

  /// A chance as people say it: `1 of 1,000 such pauses`.
  static String share(double risk) {
    double of = 1 / risk;
    return Math.abs(of - Math.rint(of)) < 1e-6 * of
        ? "1 of %s such pauses".formatted(Figures.count(Math.rint(of)))
        : "%s of such pauses".formatted(Figures.percent(risk));
  }

  private int backlog() {
    return sizing.backlog().orElseThrow();
  }

  private int count() {
    return sizing.demand().listeners();
  }

  private boolean many() {
    return count() > 1;
  }
}
