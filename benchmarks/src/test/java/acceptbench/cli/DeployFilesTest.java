package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Share;
import acceptbench.run.plan.Strategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The files in `deploy/`, for engines that these tests don't have: whether they are what the
/// engine reads, and run what this program understands.
class DeployFilesTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final int CPUS = 4;

  private final ObjectMapper yaml =
      new ObjectMapper(new YAMLFactory()).setAnnotationIntrospector(new Strict());

  /// The model takes fields that Kubernetes does not have into a map of its own; here they are
  /// refused.
  private static final class Strict extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  private Job job(String text) throws IOException {
    return yaml.readValue(text, Job.class);
  }

  @Test
  void theJobHasOnlyFieldsThatKubernetesHas() throws IOException {
    String text = Files.readString(DEPLOY.resolve("kubernetes.yaml"));
    Job job = job(text);
    assertThat(job.getApiVersion()).isEqualTo("batch/v1");
    assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
    assertThat(job.getSpec().getCompletions()).isEqualTo(job.getSpec().getParallelism());
    // The API server asks for these two together with backoffLimitPerIndex.
    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    for (String field : List.of("completions:", "restartPolicy:", "seccompProfile:", "claimName:"))
      assertThatThrownBy(() -> job(text.replace(field, "my" + field)))
          .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void thePodOfEachIndexMeasuresAShareOfAPlanThatIsUnderstood() throws Exception {
    Job job = job(Files.readString(DEPLOY.resolve("kubernetes.yaml")));
    Container container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getCommand()).hasSize(3).startsWith("sh", "-euc");
    for (int index = 0; index < job.getSpec().getCompletions(); index++) {
      List<String> line =
          program(container.getCommand().getLast().replace("$i", Integer.toString(index + 1)));
      checkShare(line, new Share(index + 1, job.getSpec().getCompletions()));
    }
  }

  @Test
  void eachRunnerOfTheMatrixMeasuresAShareOfAPlanThatIsUnderstood() throws Exception {
    JsonNode workflow = yaml.readTree(DEPLOY.resolve("github-actions.yml").toFile());
    JsonNode shares = workflow.at("/jobs/share/strategy/matrix/share");
    for (JsonNode number : shares)
      for (String run : runs(workflow.at("/jobs/share")))
        checkShare(
            program(run.replace("${{ matrix.share }}", number.asText())),
            new Share(number.asInt(), shares.size()));
    assertThat(runs(workflow.at("/jobs/report")))
        .singleElement()
        .asString()
        .endsWith("report share-* --output all");
    for (JsonNode job : workflow.path("jobs"))
      for (JsonNode needed :
          job.path("needs").isArray() ? job.path("needs") : List.of(job.path("needs")))
        if (!needed.isMissingNode())
          assertThat(workflow.path("jobs").has(needed.asText())).isTrue();
  }

  /// Slurm itself says that it reads the other file: deploy/try-slurm.
  @Test
  void eachTaskOfTheArrayMeasuresAShare() throws Exception {
    String script = Files.readString(DEPLOY.resolve("slurm.sbatch"));
    assertThat(script).contains("\n#SBATCH --array=1-4\n");
    String line =
        script
            .replace("\\\n", " ")
            .replace("$SLURM_ARRAY_TASK_ID", "3")
            .replace("$SLURM_ARRAY_TASK_COUNT", "4")
            .replace("\"${BENCHMARKS_JAR:-benchmarks.jar}\"", "benchmarks.jar")
            .replace("\"$share\"", "share-3")
            .replace("\"$@\"", "--seed 1 -p burstRate=12000 -f 12");
    checkShare(program(line), new Share(3, 4));
  }

  private static List<String> runs(JsonNode job) {
    return Stream.of(job.path("steps").findValuesAsText("run").toArray(String[]::new))
        .filter(run -> run.startsWith("java -jar"))
        .toList();
  }

  /// The arguments of the program in a script that ends with it.
  private static List<String> program(String script) {
    String line = script.substring(script.lastIndexOf("java -jar")).strip().replace("\"", "");
    List<String> words = List.of(line.split(" +", -1));
    return words.subList(3, words.size());
  }

  private static void checkShare(List<String> arguments, Share expected) throws Exception {
    CommandLine line = CommandLine.parse(arguments);
    assertThat(line.share()).isEqualTo(expected);
    assertThat(line.results()).contains(Path.of("share-" + expected.number()));
    BitSet cpus = new BitSet();
    cpus.set(0, CPUS);
    Plan plan = Plan.of(line.jmh(), new ParameterRules(Strategies.known(), Long.MAX_VALUE, cpus));
    line.share().check(plan);
  }
}
