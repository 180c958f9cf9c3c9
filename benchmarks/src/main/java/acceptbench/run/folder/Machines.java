package acceptbench.run.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which of several shares were measured on the same machine: those whose kernel was started at the
/// same moment of the same machine. A share that does not say so counts as a machine of its own.
///
/// @param numbers of the shares' machines, from 1, by number of the share
record Machines(Map<Integer, Integer> numbers) {
  static Machines of(List<ShareFolder> shares) {
    Map<String, Integer> byBoot = new HashMap<>();
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    int next = 1;
    for (ShareFolder share : shares) {
      String boot = share.text("/share/boot");
      Integer known = boot.isEmpty() ? null : byBoot.putIfAbsent(boot, next);
      numbers.put(share.share().number(), known == null ? next++ : known);
    }
    return new Machines(numbers);
  }

  int of(ShareFolder share) {
    return numbers.getOrDefault(share.share().number(), 0);
  }

  /// What each machine is, by its number: `shares 1, 3: Linux 6.1.0, AMD EPYC 7763, 4 CPUs`.
  Map<String, String> described(List<ShareFolder> shares) {
    Map<Integer, List<ShareFolder>> byMachine =
        shares.stream()
            .collect(Collectors.groupingBy(this::of, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> described = new LinkedHashMap<>();
    byMachine.forEach(
        (number, itsShares) ->
            described.put(
                number.toString(),
                names(itsShares) + ": " + described(itsShares.getFirst().environment())));
    return described;
  }

  /// `share 2`, or `shares 1, 3`.
  static String names(List<ShareFolder> shares) {
    return (shares.size() == 1 ? "share " : "shares ")
        + shares.stream()
            .map(each -> Integer.toString(each.share().number()))
            .collect(Collectors.joining(", "));
  }

  private static String described(JsonNode environment) {
    List<String> parts = new ArrayList<>();
    parts.add("Linux " + environment.at("/kernel/release").asText());
    String model = environment.at("/cpu/model").asText();
    if (!model.isEmpty()) parts.add(model);
    int cpus = environment.at("/cpu/count").asInt();
    parts.add(cpus == 1 ? "1 CPU" : cpus + " CPUs");
    return String.join(", ", parts);
  }
}
