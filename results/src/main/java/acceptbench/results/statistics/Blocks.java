package acceptbench.results.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The launches of two sides, block by block: those of one machine are compared with each other
/// alone. A side that lacks launches of a machine neither gains nor loses by it, and how fast a
/// machine is cancels out.
///
/// @param blocks for each machine the first side's values and the second's; both sides have some
public record Blocks(List<double[][]> blocks) {
  public Blocks {
    blocks = List.copyOf(blocks);
  }

  /// All of one machine.
  public static Blocks one(double[] first, double[] second) {
    return first.length == 0 || second.length == 0
        ? new Blocks(List.of())
        : new Blocks(List.<double[][]>of(new double[][] {first, second}));
  }

  /// Puts launches into blocks; those that are NaN are left out, and machines that only one side
  /// was measured on.
  ///
  /// @param firstMachines the machine of each of the first side's launches
  /// @param secondMachines the same of the second's
  public static Blocks of(
      List<Double> first,
      List<Integer> firstMachines,
      List<Double> second,
      List<Integer> secondMachines) {
    Map<Integer, List<Double>> mine = byMachine(first, firstMachines);
    Map<Integer, List<Double>> theirs = byMachine(second, secondMachines);
    List<double[][]> blocks = new ArrayList<>();
    mine.forEach(
        (machine, values) -> {
          if (theirs.containsKey(machine))
            blocks.add(new double[][] {array(values), array(theirs.get(machine))});
        });
    return new Blocks(blocks);
  }

  private static Map<Integer, List<Double>> byMachine(List<Double> values, List<Integer> machines) {
    Map<Integer, List<Double>> sorted = new TreeMap<>();
    for (int i = 0; i < values.size(); i++)
      if (!Double.isNaN(values.get(i)))
        sorted.computeIfAbsent(machines.get(i), _ -> new ArrayList<>()).add(values.get(i));
    return sorted;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// How many machines there are.
  public int count() {
    return blocks.size();
  }

  /// Below 0 where, machine by machine, most values of the first side lie below those of the
  /// second.
  public double balance() {
    double balance = 0;
    for (double[][] block : blocks)
      for (double one : block[0])
        for (double other : block[1]) balance += Double.compare(one, other);
    return balance;
  }
}
