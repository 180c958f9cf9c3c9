package acceptbench.server.strategy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeastInHandTest {
  private final LeastInHand workers = new LeastInHand(3);

  @Test
  void whoHasNoneComesBeforeWhoHasOne() {
    assertThat(take(3)).containsExactly(0, 1, 2);
    workers.giveBack(1);
    assertThat(take(1)).containsExactly(1);
  }

  /// Where taking turns would give the fourth connection to the first worker, who is not done.
  @Test
  void whoIsNotDoneGetsNoneBeforeTheOthersHaveAsMany() {
    assertThat(take(3)).containsExactly(0, 1, 2);
    workers.giveBack(2);
    workers.giveBack(1);
    assertThat(take(2)).containsExactly(1, 2);
    assertThat(take(3)).containsExactly(0, 1, 2);
  }

  private int[] take(int count) {
    int[] taken = new int[count];
    for (int i = 0; i < count; i++) taken[i] = workers.take();
    return taken;
  }
}
