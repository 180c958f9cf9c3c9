package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.run.plan.Share;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharePoolTest {
  private static final List<String> BACKLOGS = List.of("1", "2");

  @TempDir private Path parent;

  /// Four shares of six rounds, so that two of them have two rounds; two machines.
  private List<Path> shares() throws Exception {
    SharesOnDisk disk = new SharesOnDisk(parent, 6);
    List<Path> folders = new ArrayList<>();
    for (int number = 1; number <= 4; number++)
      folders.add(disk.share(new Share(number, 4), number == 2 ? "b" : "a", BACKLOGS));
    return folders;
  }

  private List<String> pool(List<Path> folders) throws UserError, IOException {
    return SharePool.of(folders).orElseThrow().write(parent.resolve("all"));
  }

  private JsonNode results(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("results.json").toFile());
  }

  @Test
  void theCellsAreThoseOfAnUnsharedRunAndSayWhichMachineItWas() throws Exception {
    List<Path> shares = shares();
    assertThat(pool(List.of(shares.get(3), shares.get(0), shares.get(2), shares.get(1)))).isEmpty();
    JsonNode pooled = results(parent.resolve("all"));
    for (JsonNode cell : pooled) {
      ObjectNode metrics = (ObjectNode) cell.path("secondaryMetrics");
      assertThat(metrics.remove(SharePool.MACHINE).path("rawData"))
          .hasToString(
              "[[1.0,1.0,1.0],[2.0,2.0,2.0],[1.0,1.0,1.0],[1.0,1.0,1.0],[1.0,1.0,1.0],[2.0,2.0,2.0]]");
    }
    assertThat(pooled).isEqualTo(results(new SharesOnDisk(parent, 6).whole(BACKLOGS)));
  }

  @Test
  void whatAllSharesSayIsThereOnceAndAReaderIsToldTheRest() throws Exception {
    pool(shares());
    ObjectNode environment = SharesOnDisk.environment(parent.resolve("all"));
    assertThat(environment.path("startedAt").asText()).isEqualTo("2026-11-26T10:01:00Z");
    assertThat(environment.path("finishedAt").asText()).isEqualTo("2026-11-26T11:04:00Z");
    assertThat(environment.path("launches").asInt()).isEqualTo(12);
    assertThat(environment.path("repeatedLaunches").asInt()).isEqualTo(4);
    assertThat(environment.at("/kernel/release").asText()).isEqualTo("6.1.0");
    assertThat(environment.has("share")).isFalse();
    assertThat(environment.at("/pooled/machines/1").asText())
        .isEqualTo("shares 1, 3, 4: Linux 6.1.0, EPYC, 4 CPUs");
    assertThat(environment.at("/pooled/machines/2").asText()).startsWith("share 2: ");
    assertThat(environment.path("warnings"))
        .extracting(JsonNode::asText)
        .contains("all say this", "share 2: the steal was 2")
        .hasSize(5);
  }

  @Test
  void theLogsAreOneWithOneHead() throws Exception {
    pool(shares());
    List<String> lines = Files.readAllLines(parent.resolve("all/histograms.hlog"));
    assertThat(lines).startsWith("#[acceptbench: nanoseconds]", "\"StartTimestamp\"");
    assertThat(lines).hasSize(2 + 12).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/share/plan|java -jar benchmarks.jar Toy -f 8|plan java -jar benchmarks.jar Toy -f 6, and"
            + " plan",
        "/seed|8|--seed 7, and --seed 8",
        "/rounds|5|number of rounds 6, and number of rounds 5",
        "/share/of|5|share 1/4, and share 3/5",
        "/share/program|decaf|program c0ffee, and program decaf",
        "/share/number|1|are both share 1/4: name one of them",
      })
  void whatIsNoPartOfThePlanIsRefusedInOneLine(String place, String value, String message)
      throws Exception {
    List<Path> shares = shares();
    ObjectNode environment = SharesOnDisk.environment(shares.get(2));
    String name = place.substring(place.lastIndexOf('/') + 1);
    ObjectNode holder =
        place.startsWith("/share/") ? (ObjectNode) environment.path("share") : environment;
    holder.put(name, value);
    SharesOnDisk.write(shares.get(2), environment);
    assertThatThrownBy(() -> pool(shares))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("share-1", "share-3", message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
    assertThat(parent.resolve("all")).doesNotExist();
  }

  @Test
  void aWholeRunAmongSharesIsRefusedAndWholeRunsAreNotPooled() throws Exception {
    List<Path> shares = shares();
    Path whole = new SharesOnDisk(parent, 6).whole(BACKLOGS);
    assertThatThrownBy(() -> pool(List.of(shares.getFirst(), whole)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("whole is no share of a plan", "share-1 is share 1/4");
    assertThat(SharePool.of(List.of(whole, whole))).isEqualTo(Optional.empty());
  }

  @Test
  void sharesThatAreMissingOrNotWholeAreTold() throws Exception {
    List<Path> shares = shares();
    Files.delete(shares.get(0).resolve("cells/0002-5.json"));
    List<String> told = pool(shares.subList(0, 2));
    assertThat(told)
        .containsExactly(
            "of 4 shares shares 3, 4 are missing: what is here was measured in fewer rounds than"
                + " were planned",
            "share 1/4 has 3 of its 4 launches (" + shares.get(0) + ")");
    ObjectNode environment = SharesOnDisk.environment(parent.resolve("all"));
    assertThat(environment.path("warnings")).extracting(JsonNode::asText).containsAll(told);
    assertThat(results(parent.resolve("all")).get(1).path("forks").asInt()).isEqualTo(3);
  }

  @Test
  void machinesThatDifferAreTold() throws Exception {
    List<Path> shares = shares();
    ObjectNode environment = SharesOnDisk.environment(shares.get(1));
    environment.putObject("kernel").put("release", "6.8.0");
    SharesOnDisk.write(shares.get(1), environment);
    assertThat(pool(shares))
        .containsExactly(
            "machines differ in kernel.release: 6.1.0 (shares 1, 3, 4), 6.8.0 (share 2)");
    assertThat(SharesOnDisk.environment(parent.resolve("all")).at("/kernel/release").asText())
        .isEqualTo("6.1.0 · 6.8.0");
  }

  /// As where a program is not installed on one machine: its cells have other numbers there.
  @Test
  void aCellThatOneMachineLacksHasTheLaunchesOfTheOthers() throws Exception {
    SharesOnDisk disk = new SharesOnDisk(parent, 4);
    Path one = disk.share(new Share(1, 2), "a", List.of("2", "3"));
    Path other = disk.share(new Share(2, 2), "b", List.of("1", "2", "3"));
    connections(one, "0001-3");
    connections(other, "0003-4");
    pool(List.of(one, other));
    // 2, 3 and then 1 are their places here: 2 in the first share's round 3, 3 in the second's 4.
    assertThat(parent.resolve("all/connections"))
        .isDirectoryContaining("glob:**/0001-3.csv.gz")
        .isDirectoryContaining("glob:**/0002-4.csv.gz");
    assertThat(results(parent.resolve("all")))
        .extracting(cell -> cell.at("/params/backlog").asText() + ":" + cell.path("forks"))
        .containsExactlyInAnyOrder("1:2", "2:4", "3:4");
  }

  private static void connections(Path share, String launch) throws IOException {
    Path folder = Files.createDirectories(share.resolve("connections"));
    Files.writeString(folder.resolve(launch + ".csv.gz"), launch);
  }

  @Test
  void whatWasMeasuredIsNotWrittenOverAndWhatWasPooledIs() throws Exception {
    List<Path> shares = shares();
    pool(shares);
    pool(shares);
    SharePool pool = SharePool.of(shares).orElseThrow();
    assertThatThrownBy(() -> pool.write(shares.get(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds a run that was measured");
    Path published = new SharesOnDisk(parent, 6).whole(BACKLOGS);
    Files.delete(published.resolve("journal.json"));
    assertThatThrownBy(() -> pool.write(published)).isInstanceOf(UserError.class);
  }

  @Test
  void withoutItsLaunchesAShareIsRefused() throws Exception {
    List<Path> shares = shares();
    Files.move(shares.get(2).resolve("cells"), parent.resolve("elsewhere"));
    assertThatThrownBy(() -> pool(shares))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("share-3/cells can't be read")
        .hasMessageContaining("copy their whole folders");
  }
}
