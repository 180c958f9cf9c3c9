package acceptbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A parameter of a test that nothing reads is a column of cases that is not tested. javac and
/// Error Prone look at private methods alone; here it is whether the method's code ever loads it.
class UnusedParametersTest {
  private static final Path OURS = Path.of("target", "test-classes");
  private static final String ANNOTATION = "Lorg/junit/jupiter/params/ParameterizedTest;";

  /// Those of the other modules are there where they have been built along.
  @ParameterizedTest
  @ValueSource(strings = {"servers", "results", "benchmarks"})
  void eachParameterOfATestIsRead(String module) throws IOException {
    Path classes = Path.of("..", module).resolve(OURS);
    if (Files.isDirectory(classes)) assertThat(unusedIn(classes)).isEmpty();
  }

  @Test
  void oneThatIsNotReadIsFound() throws IOException {
    ClassModel subject =
        parse(OURS.resolve("acceptbench/testing/UnusedParametersTest$Subject.class"));
    assertThat(unusedIn(subject))
        .containsExactly("acceptbench/testing/UnusedParametersTest$Subject.readsTwoOfThree: 2");
  }

  private static List<String> unusedIn(Path classes) throws IOException {
    List<String> unused = new ArrayList<>();
    int tests = 0;
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file :
          files.filter(path -> path.toString().matches(".*(Test|IT)\\.class")).toList()) {
        unused.addAll(unusedIn(parse(file)));
        tests++;
      }
    }
    assertThat(tests).isPositive();
    return unused;
  }

  private static ClassModel parse(Path file) throws IOException {
    return ClassFile.of().parse(file);
  }

  /// @return method and number of each parameter that is not read, counted from 1
  private static List<String> unusedIn(ClassModel model) {
    List<String> unused = new ArrayList<>();
    for (MethodModel method : model.methods()) {
      if (!isTest(method)) continue;
      Set<Integer> read = slotsRead(method);
      int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
      int number = 0;
      for (ClassDesc type : method.methodTypeSymbol().parameterList()) {
        number++;
        if (!read.contains(slot))
          unused.add(
              model.thisClass().asInternalName()
                  + "."
                  + method.methodName().stringValue()
                  + ": "
                  + number);
        slot += TypeKind.from(type).slotSize();
      }
    }
    return unused;
  }

  private static boolean isTest(MethodModel method) {
    return method.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
        .flatMap(all -> all.annotations().stream())
        .anyMatch(one -> one.className().stringValue().equals(ANNOTATION));
  }

  private static Set<Integer> slotsRead(MethodModel method) {
    Set<Integer> slots = new HashSet<>();
    method
        .code()
        .orElseThrow()
        .forEach(
            element -> {
              if (element instanceof LoadInstruction load) slots.add(load.slot());
              if (element instanceof IncrementInstruction increment) slots.add(increment.slot());
            });
    return slots;
  }

  /// To be looked at, and not run.
  static final class Subject {
    @ParameterizedTest
    double readsTwoOfThree(long first, double unused, int last) {
      return first + last;
    }

    @ParameterizedTest
    double readsBoth(double first, int last) {
      return first + last;
    }
  }
}
