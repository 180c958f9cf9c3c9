package acceptbench.bench.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.CounterReader;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KernelMomentTest {
  private final CounterReader reader = CounterReader.ofCallingThread();
  private final AtomicLong drops = new AtomicLong();

  @Test
  void isReadAgainWhereAPacketWasDroppedMeanwhile() throws IOException {
    KernelMoment moment =
        KernelMoment.read(() -> drops.get() < 5 ? drops.incrementAndGet() : 5, reader);
    assertThat(moment.listenerDrops()).isEqualTo(5);
  }

  /// It may get the CPU back only seconds after a reading.
  @Test
  void aBusyMachineIsNotTakenForOtherClients() throws IOException {
    AtomicLong now = new AtomicLong();
    KernelMoment moment =
        KernelMoment.read(
            () -> drops.get() < 5 ? drops.incrementAndGet() : 5,
            reader,
            () -> now.getAndAdd(6_000_000_000L));
    assertThat(moment.listenerDrops()).isEqualTo(5);
  }

  @Test
  void aListenerThatNeverStopsDroppingIsNamed() {
    assertThatThrownBy(() -> KernelMoment.read(drops::incrementAndGet, reader))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("for 5 s the listener dropped packets between each two readings");
  }
}
