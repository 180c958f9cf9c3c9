package acceptbench.results.finding;

import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Cells in which client or server were not warm yet.
final class SettledFinding {
  private static final int LISTED = 8;

  private SettledFinding() {}

  static Finding of(Scenario scenario) {
    Settled settled = Settled.of(scenario);
    List<Sentence> sentences = new ArrayList<>();
    settled.trends().stream().limit(LISTED).map(SettledFinding::trend).forEach(sentences::add);
    int more = settled.trends().size() - LISTED;
    if (more > 0) sentences.add(Sentence.say("And ").number("" + more).words(" more.").end());
    if (!settled.trends().isEmpty()) sentences.add(meaning());
    else if (settled.canSee()) sentences.add(none(settled));
    else if (scenario.anyMeasured("server.cpuPerAccept")) sentences.add(tooFew());
    return new Finding("Whether client and server had settled", sentences);
  }

  private static Sentence trend(Settled.Found found) {
    return Sentence.ofName(found.cell().strategy())
        .words(" at backlog ")
        .number(found.cell().backlog())
        .words(": " + found.metric() + (found.rises() ? " rose" : " fell"))
        .words(" from iteration to iteration, from ")
        .number(found.from())
        .words(" in the first to ")
        .number(found.to())
        .words(" in the last (medians over launches).")
        .end();
  }

  private static Sentence meaning() {
    return Sentence.say(
            "These cells are marked ‡: more warm-up (-wi) may give other figures. By Kendall's S of"
                + " each launch's iterations, exact, corrected (Holm) for all cells here, so that"
                + " a mark where there is no trend has a chance of 5 % in all of them.")
        .end();
  }

  private static Sentence none(Settled settled) {
    return Sentence.say("In none of ")
        .number(Figures.count(settled.looked()))
        .words(settled.looked() == 1 ? " cell a trend was seen" : " cells a trend was seen")
        .words(
            " from iteration to iteration in server.cpuPerAccept, rate.achieved or client.look"
                + " (Kendall's S of each launch's iterations, exact, corrected for ")
        .number(Figures.count(settled.tested()))
        .words(" tests). A trend that all launches share would have been seen.")
        .end();
  }

  private static Sentence tooFew() {
    return Sentence.say(
            "Not known: so few launches and iterations show no trend, however large. Several"
                + " launches of 3 iterations or more do (-f 5 -i 3).")
        .end();
  }
}
