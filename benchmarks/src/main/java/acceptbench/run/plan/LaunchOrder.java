package acceptbench.run.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// The launches of a plan in the order in which they are measured. Each round measures every cell
/// once, in an order drawn anew, so that what changes on the machine meanwhile meets all cells
/// alike.
///
/// @param seed of the orders: the same plan with the same seed is measured in the same order
/// @param share which rounds are measured here; they keep the numbers and orders of the whole plan
public record LaunchOrder(Plan plan, long seed, Share share) {
  /// What a user can type again.
  public static final int SEED_DIGITS = 9;

  /// All rounds of a plan.
  public LaunchOrder(Plan plan, long seed) {
    this(plan, seed, Share.WHOLE);
  }

  /// How many rounds the plan has: as many as the cell with the most launches has.
  public int count() {
    return plan.cells().stream().mapToInt(plan::launches).max().orElse(0);
  }

  /// The rounds that are measured here, by their numbers from 1.
  public List<Integer> rounds() {
    return share.rounds(count());
  }

  /// The launches of one round.
  ///
  /// @param number from 1
  public List<Launch> round(int number) {
    List<Launch> launches = new ArrayList<>();
    for (int cell = 0; cell < plan.cells().size(); cell++)
      if (number <= plan.launches(plan.cells().get(cell))) launches.add(new Launch(cell, number));
    Collections.shuffle(launches, random(number));
    return launches;
  }

  private SplittableRandom random(int round) {
    SplittableRandom rounds = new SplittableRandom(seed);
    for (int i = 1; i < round; i++) rounds.split();
    return rounds.split();
  }

  /// How many launches the rounds that are measured here have together.
  public int launches() {
    return plan.cells().stream().mapToInt(this::launches).sum();
  }

  /// How many of them are a cell's.
  public int launches(PlannedCell cell) {
    return share.rounds(plan.launches(cell)).size();
  }
}
