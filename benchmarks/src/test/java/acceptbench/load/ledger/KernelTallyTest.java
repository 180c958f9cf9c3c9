package acceptbench.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTallyTest {
  @TempDir Path process;

  @Test
  void namesTheCountersThatTheKernelLacks() throws IOException {
    Files.createDirectory(process.resolve("net"));
    Files.writeString(process.resolve("net/snmp"), "Tcp: ActiveOpens OutRsts\nTcp: 5 14\n");
    Files.writeString(
        process.resolve("net/netstat"),
        "TcpExt: ListenOverflows ListenDrops EmbryonicRsts TCPSynRetrans TCPAbortOnData"
            + " TCPReqQFullDrop SyncookiesSent SyncookiesRecv\n"
            + "TcpExt: 7 8 1 9 10 2 3 4\n");
    KernelTally tally = KernelTally.of(new CounterReader(process).read(), 6, false, false);
    assertThat(tally.missing())
        .containsExactly("TCPSYNChallenge", "TCPAbortOnClose", "TCPDeferAcceptDrop");
    assertThat(tally.listenOverflows()).isEqualTo(7);
    assertThat(tally.listenDrops()).isEqualTo(8);
    assertThat(tally.synRetransmissions()).isEqualTo(9);
    assertThat(tally.strayResets()).isEqualTo(14 - 10 - 1);
    assertThat(tally.cookiesHeard()).isEqualTo(4);
  }
}
