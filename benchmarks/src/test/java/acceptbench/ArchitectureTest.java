package acceptbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/// The arrows between the packages run one way.
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("acceptbench");

  @Test
  void theArrowsRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("acceptbench..")
        .layer("launch")
        .definedBy("acceptbench.cli.launch..")
        .layer("cli")
        .definedBy("acceptbench.cli")
        .layer("bench")
        .definedBy("acceptbench.bench..")
        .layer("load")
        .definedBy("acceptbench.load..")
        .layer("profile")
        .definedBy("acceptbench.profile..")
        .layer("kernel")
        .definedBy("acceptbench.kernel..")
        .layer("strategy")
        .definedBy("acceptbench.server.strategy..")
        .layer("server")
        .definedBy("acceptbench.server")
        .layer("linux")
        .definedBy("acceptbench.linux..")
        .layer("results")
        .definedBy("acceptbench.results..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("launch")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("load")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("profile")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("cli", "bench", "load")
        .whereLayer("strategy")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("cli", "bench", "strategy")
        .whereLayer("results")
        .mayOnlyBeAccessedByLayers("cli")
        .check(OURS);
  }

  @Test
  void theLauncherAndTheResultsDependOnNothingOfOurs() {
    for (String alone :
        new String[] {"acceptbench.cli.launch..", "acceptbench.results..", "acceptbench.linux.."}) {
      noClasses()
          .that()
          .resideInAPackage(alone)
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are ours and outside of " + alone,
                  type ->
                      type.getPackageName().startsWith("acceptbench")
                          && !type.getPackageName()
                              .startsWith(alone.substring(0, alone.length() - 2))))
          .check(OURS);
    }
  }

  @Test
  void onlyBenchmarksProfilesAndTheCommandLineKnowJmh() {
    noClasses()
        .that()
        .resideOutsideOfPackages("acceptbench.bench..", "acceptbench.profile..", "acceptbench.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.openjdk.jmh..")
        .check(OURS);
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

  @Test
  void packagesFormNoCircle() {
    slices().matching("acceptbench.(**)").should().beFreeOfCycles().check(OURS);
  }
}
