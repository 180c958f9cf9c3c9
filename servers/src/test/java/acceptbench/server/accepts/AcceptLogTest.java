package acceptbench.server.accepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Libc;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptLogTest {
  private static final long PID = ProcessHandle.current().pid();

  private final AcceptNotes notes = AcceptNotes.create(3);
  private final AcceptLog log = AcceptLog.open(PID, notes.descriptor());

  AcceptLogTest() throws IOException {}

  @AfterEach
  void close() {
    log.close();
    Libc.close(notes.descriptor());
  }

  @Test
  void tellsWhatWasNotedSinceAMarkInTheOrderOfTime() {
    AcceptNotes.Lane first = notes.lane(0, 0);
    AcceptNotes.Lane third = notes.lane(2, 1);
    first.note(1);
    AcceptLog.Mark mark = log.mark();
    long before = System.nanoTime();
    first.note(65_535);
    third.note(40_000);
    first.note(7);
    long after = System.nanoTime();

    List<Accept> accepts = log.since(mark).orElseThrow();
    assertThat(accepts).extracting(Accept::client).containsExactly(65_535, 40_000, 7);
    assertThat(accepts).extracting(Accept::listener).containsExactly(0, 1, 0);
    assertThat(accepts).extracting(Accept::atNanos).isSorted();
    assertThat(accepts.getFirst().atNanos()).isBetween(before, after);
    assertThat(accepts.getLast().atNanos()).isBetween(before, after);
    assertThat(log.since(log.mark())).contains(List.of());
  }

  @Test
  void anotherProcessNotesInTheSameMemory() throws IOException {
    AcceptLog.Mark mark = log.mark();
    AcceptNotes.of(notes.descriptor()).lane(1, 0).note(1_234);
    assertThat(log.since(mark).orElseThrow()).extracting(Accept::client).containsExactly(1_234);
  }

  /// Rather nothing than what has been overwritten.
  @Test
  void tellsNothingOfMoreThanIsKept() {
    AcceptNotes.Lane lane = notes.lane(0, 0);
    AcceptLog.Mark mark = log.mark();
    for (int i = 0; i < AcceptLayout.CAPACITY; i++) lane.note(i & 0xffff);
    List<Accept> all = log.since(mark).orElseThrow();
    assertThat(all).hasSize(AcceptLayout.CAPACITY);
    assertThat(all.getLast().client()).isEqualTo(0xffff);
    lane.note(1);
    assertThat(log.since(mark)).isEmpty();
    assertThat(log.since(log.mark())).contains(List.of());
  }

  @Test
  void thereAreNoMoreLanesThanAskedFor() {
    assertThatThrownBy(() -> notes.lane(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("acceptor 4 of 3");
  }
}
