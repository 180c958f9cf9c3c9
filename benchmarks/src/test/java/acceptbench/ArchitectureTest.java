package acceptbench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.parameter.ServerConfig;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between the packages run one way.
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("acceptbench");

  /// Each room, and those that may look into it.
  @Test
  void theArrowsRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("acceptbench..")
        .layer("cli")
        .definedBy("acceptbench.cli..")
        .layer("run")
        .definedBy("acceptbench.run..")
        .layer("machine")
        .definedBy("acceptbench.machine..")
        .layer("launch")
        .definedBy("acceptbench.launch..")
        .layer("bench")
        .definedBy("acceptbench.bench..")
        .layer("sizing")
        .definedBy("acceptbench.sizing..")
        .layer("load")
        .definedBy("acceptbench.load..")
        .layer("profile")
        .definedBy("acceptbench.profile..")
        .layer("kernel")
        .definedBy("acceptbench.kernel..")
        .layer("strategy")
        .definedBy("acceptbench.server.strategy..")
        .layer("server")
        .definedBy("acceptbench.server", "acceptbench.server.parameter")
        .layer("accepts")
        .definedBy("acceptbench.server.accepts")
        .layer("linux")
        .definedBy("acceptbench.linux..")
        .layer("results")
        .definedBy("acceptbench.results..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("machine")
        .mayOnlyBeAccessedByLayers("cli", "run")
        .whereLayer("launch")
        .mayOnlyBeAccessedByLayers("cli", "run", "machine")
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("cli", "run")
        .whereLayer("sizing")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("load")
        .mayOnlyBeAccessedByLayers("run", "bench", "sizing")
        .whereLayer("profile")
        .mayOnlyBeAccessedByLayers("run", "bench")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("cli", "run", "machine", "bench", "sizing", "load")
        .whereLayer("strategy")
        .mayOnlyBeAccessedByLayers("cli", "run", "machine", "bench", "sizing")
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("cli", "run", "machine", "bench", "sizing", "strategy")
        .whereLayer("accepts")
        .mayOnlyBeAccessedByLayers("server", "strategy", "bench", "load", "sizing")
        .whereLayer("results")
        .mayOnlyBeAccessedByLayers("cli", "run", "sizing", "profile")
        .check(OURS);
  }

  /// Which backlog is enough is arithmetic: only its trial touches a socket.
  @Test
  void sizingIsArithmetic() {
    noClasses()
        .that()
        .resideInAPackage("acceptbench.sizing")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "acceptbench.sizing.trial..",
            "acceptbench.load..",
            "acceptbench.kernel..",
            "acceptbench.server..",
            "acceptbench.linux..")
        .check(OURS);
  }

  @Test
  void theRoomsOfARunLookOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("acceptbench.run..")
        .layer("run")
        .definedBy("acceptbench.run")
        .layer("folder")
        .definedBy("acceptbench.run.folder")
        .layer("plan")
        .definedBy("acceptbench.run.plan")
        .layer("jmh")
        .definedBy("acceptbench.run.jmh")
        .whereLayer("run")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("folder")
        .mayOnlyBeAccessedByLayers("run")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("run", "folder")
        .check(OURS);
  }

  @Test
  void theRoomsOfTheBenchmarksLookOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("acceptbench.bench..")
        .layer("bench")
        .definedBy("acceptbench.bench", "acceptbench.bench.jmh_generated")
        .layer("server")
        .definedBy("acceptbench.bench.server..")
        .layer("account")
        .definedBy("acceptbench.bench.account")
        .layer("queue")
        .definedBy("acceptbench.bench.queue")
        .layer("worker")
        .definedBy("acceptbench.bench.worker")
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("account")
        .mayOnlyBeAccessedByLayers("bench", "server")
        .whereLayer("queue")
        .mayOnlyBeAccessedByLayers("server", "account")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers("server", "account")
        .check(OURS);
  }

  /// A command knows no other, and not who calls it.
  @Test
  void commandsWithARoomOfTheirOwnKnowNoOther() {
    slices().matching("acceptbench.cli.(*)").should().notDependOnEachOther().check(OURS);
    noClasses()
        .that()
        .resideInAPackage("acceptbench.cli.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("acceptbench.cli")
        .check(OURS);
  }

  /// A family of strategies knows its own machinery and what all share; only `process` uses the
  /// acceptors of `descriptor`, and `framework` what starts and ends a `program`.
  @Test
  void familiesOfStrategiesDoNotKnowEachOther() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("acceptbench.server.strategy..")
        .layer("catalogue")
        .definedBy("acceptbench.server.strategy")
        .layer("socket")
        .definedBy("acceptbench.server.strategy.socket")
        .layer("nio")
        .definedBy("acceptbench.server.strategy.nio")
        .layer("netty")
        .definedBy("acceptbench.server.strategy.netty")
        .layer("descriptor")
        .definedBy("acceptbench.server.strategy.descriptor")
        .layer("process")
        .definedBy("acceptbench.server.strategy.process")
        .layer("program")
        .definedBy("acceptbench.server.strategy.program")
        .layer("framework")
        .definedBy("acceptbench.server.strategy.framework")
        .whereLayer("catalogue")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("socket")
        .mayOnlyBeAccessedByLayers("catalogue")
        .whereLayer("nio")
        .mayOnlyBeAccessedByLayers("catalogue")
        .whereLayer("netty")
        .mayOnlyBeAccessedByLayers("catalogue")
        .whereLayer("descriptor")
        .mayOnlyBeAccessedByLayers("catalogue", "process")
        .whereLayer("process")
        .mayOnlyBeAccessedByLayers("catalogue")
        .whereLayer("program")
        .mayOnlyBeAccessedByLayers("catalogue", "framework")
        .whereLayer("framework")
        .mayOnlyBeAccessedByLayers("catalogue")
        .check(OURS);
  }

  @Test
  void theLauncherTheKernelsRoomAndTheResultsDependOnNothingOfOurs() {
    for (String alone :
        new String[] {"acceptbench.launch..", "acceptbench.results..", "acceptbench.linux.."}) {
      noClasses()
          .that()
          .resideInAPackage(alone)
          .should()
          .dependOnClassesThat(
              describe(
                  "are ours and outside of " + alone,
                  type ->
                      type.getPackageName().startsWith("acceptbench")
                          && !type.getPackageName()
                              .startsWith(alone.substring(0, alone.length() - 2))))
          .check(OURS);
    }
  }

  @Test
  void onlyBenchmarksProfilesRunsAndTheCommandLineKnowJmh() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "acceptbench.bench..", "acceptbench.profile..", "acceptbench.run..", "acceptbench.cli")
        .and()
        .doNotHaveFullyQualifiedName("acceptbench.machine.Versions")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.openjdk.jmh..")
        .check(OURS);
  }

  /// A room that has more files wants to be two rooms.
  @Test
  void noRoomHasMoreThan25Files() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass type : OURS) {
      if (type.getPackageName().endsWith("jmh_generated")) continue;
      String outermost = type.getName().replaceFirst("\\$.*", "");
      files.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>()).add(outermost);
    }
    assertThat(files)
        .isNotEmpty()
        .allSatisfy((room, names) -> assertThat(names).hasSizeBetween(2, 25));
  }

  /// A test that is left out has not succeeded: a folder that is deleted on success alone stays.
  @Test
  void theFolderOfATestGoesWhateverBecameOfIt() throws IOException {
    List<Path> keeping = new ArrayList<>();
    for (String module : new String[] {"servers", "benchmarks", "results"}) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test"))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList())
          if (Files.readString(file).contains("Cleanup" + "Mode")) keeping.add(file);
      }
    }
    assertThat(keeping).isEmpty();
  }

  /// Whoever reads a name knows which class is meant; test classes too.
  @Test
  void noTwoClassesBearOneName() throws IOException {
    Map<String, Set<Path>> places = new TreeMap<>();
    for (String module : new String[] {"servers", "benchmarks", "results"}) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
        files
            .filter(
                file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
            .forEach(
                file ->
                    places
                        .computeIfAbsent(file.getFileName().toString(), _ -> new TreeSet<>())
                        .add(file));
      }
    }
    assertThat(places).hasSizeGreaterThan(100);
    places.values().removeIf(files -> files.size() == 1);
    assertThat(places).as("names of more than one class").isEmpty();
  }

  /// What is measured must not jump when somebody sets the clock.
  @Test
  void nothingThatMeasuresLooksAtTheTimeOfDay() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "acceptbench.bench..",
            "acceptbench.load..",
            "acceptbench.kernel..",
            "acceptbench.profile..",
            "acceptbench.sizing..",
            "acceptbench.server..",
            "acceptbench.linux..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.time\\.(Instant|Clock|Local.*|Zoned.*|Offset.*)|java\\.util\\.Date")
        .check(OURS);
  }

  /// Its constructor checks nothing, as a record's can't by the names of its components.
  @Test
  void nobodyMakesAServerConfigUnchecked() {
    noClasses().should().callConstructorWhere(target(owner(type(ServerConfig.class)))).check(OURS);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("acceptbench.(**)").should().beFreeOfCycles().check(OURS);
  }
}
