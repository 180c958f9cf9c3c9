package acceptbench.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseStackTest {
  private final List<String> closed = new ArrayList<>();
  private final CloseStack stack = new CloseStack();

  private AutoCloseable failing(Exception failure) {
    return () -> {
      closed.add(failure.getMessage());
      throw failure;
    };
  }

  @Test
  void closesTheLastFirstAndEachOnce() throws Exception {
    stack.add(() -> closed.add("first"));
    stack.add(() -> closed.add("second"));
    stack.close();
    stack.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void aFailureKeepsNobodyFromBeingClosed() {
    IOException disk = new IOException("disk");
    IllegalStateException leak = new IllegalStateException("leak");
    stack.add(() -> closed.add("sysctls"));
    stack.add(failing(disk));
    stack.add(failing(leak));
    assertThatThrownBy(stack::close).isSameAs(leak).hasSuppressedException(disk);
    assertThat(closed).containsExactly("leak", "disk", "sysctls");
  }

  @Test
  void whatFailsAfterAFailureIsAddedToIt() {
    IOException disk = new IOException("disk");
    stack.add(() -> closed.add("sysctls"));
    stack.add(failing(disk));
    OutOfMemoryError failure = new OutOfMemoryError("start");
    stack.closeAfter(failure);
    assertThat(failure).hasSuppressedException(disk);
    assertThat(closed).containsExactly("disk", "sysctls");
  }
}
