package acceptbench.run.plan;

import acceptbench.launch.UserError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Which rounds of a plan a run measures, where several machines share them: of N shares the I-th
/// has the rounds I, I + N, I + 2N, and so on. A round is never split, so that rivals always meet
/// on the same machine.
///
/// @param number which share, from 1
/// @param of how many there are
public record Share(int number, int of) {
  /// All rounds.
  public static final Share WHOLE = new Share(1, 1);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Share {
    if (of < 1)
      throw new IllegalArgumentException(number + "/" + of + ": there is one share at least");
    if (number < 1 || number > of)
      throw new IllegalArgumentException(
          number + "/" + of + ": there are shares 1/" + of + " to " + of + "/" + of);
  }

  /// Reads `2/4`.
  ///
  /// @throws IllegalArgumentException saying what is wrong
  public static Share parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches())
      throw new IllegalArgumentException(text + ": write it as I/N, the I-th of N shares");
    return new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public boolean isWhole() {
    return of == 1;
  }

  /// Its rounds, of that many in all.
  public List<Integer> rounds(int count) {
    return IntStream.rangeClosed(1, count)
        .filter(round -> (round - number) % of == 0)
        .boxed()
        .toList();
  }

  /// Refuses a plan whose shares would not measure the same, or that has too few rounds for them.
  ///
  /// @throws UserError saying what to ask for instead
  public void check(Plan plan) throws UserError {
    if (isWhole()) return;
    if (plan.lacksBurstRate())
      throw UserError.usage(
          "--share "
              + this
              + ": burstRate=auto is measured on each machine anew, and all shares need the same:"
              + " give -p burstRate=N, which a run without --share says at its start");
    int rounds = new LaunchOrder(plan, 0).count();
    if (rounds < of)
      throw UserError.usage(
          "--share %s: the plan has %s, which is too few for %d shares; -f %d or more has enough"
              .formatted(this, rounds == 1 ? "1 round" : rounds + " rounds", of, of));
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
