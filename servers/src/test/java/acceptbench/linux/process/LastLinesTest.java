package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLinesTest {
  /// Else nobody is told why a JVM could not start where the fault came deep in its class loader.
  @Test
  void whatWentWrongIsKeptHoweverDeepTheStackIs() {
    String outer = "java.lang.ExceptionInInitializerError\n" + frames(40);
    String cause = "Caused by: java.lang.OutOfMemoryError: can't create a thread\n" + frames(2);
    assertThat(linesOf(outer + cause + "\t... 38 more\nworker process 7 did not start\n"))
        .isEqualTo(
            """
            java.lang.ExceptionInInitializerError
            \tat Deep.call(Deep.java:0)
            \tat Deep.call(Deep.java:1)
            \tat Deep.call(Deep.java:2)
            Caused by: java.lang.OutOfMemoryError: can't create a thread
            \tat Deep.call(Deep.java:0)
            \tat Deep.call(Deep.java:1)
            \t... 38 more
            worker process 7 did not start\
            """);
  }

  @Test
  void ofOtherLinesTheLastTwentyAreKept() {
    assertThat(linesOf(numbers(1, 30))).isEqualTo(numbers(11, 30).strip());
    assertThat(linesOf("")).isEmpty();
    assertThat(lines("").text()).isEqualTo("it said nothing");
  }

  private static String frames(int depth) {
    return IntStream.range(0, depth)
        .mapToObj("\tat Deep.call(Deep.java:%d)\n"::formatted)
        .collect(Collectors.joining());
  }

  private static String numbers(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj("at %d\n"::formatted)
        .collect(Collectors.joining());
  }

  private static String linesOf(String written) {
    return lines(written).lines();
  }

  private static LastLines lines(String written) {
    return new LastLines(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
  }
}
