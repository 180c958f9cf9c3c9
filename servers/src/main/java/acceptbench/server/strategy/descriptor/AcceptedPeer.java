package acceptbench.server.strategy.descriptor;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.parameter.ServerConfig;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/// Where accept4(2) writes who has connected, so that no other system call has to ask; nothing is
/// written where that is not needed. For one thread.
public final class AcceptedPeer {
  private final boolean wanted;
  private final IntConsumer noted;
  private final MemorySegment address;
  private final MemorySegment length;

  /// @param noted receives which client each connection is of, if the server makes notes
  public AcceptedPeer(ServerConfig config, IntConsumer noted) {
    this.wanted = config.notes();
    this.noted = noted;
    address = wanted ? Sockaddr.allocate(Arena.ofAuto()) : MemorySegment.NULL;
    length = wanted ? Arena.ofAuto().allocate(JAVA_INT) : MemorySegment.NULL;
  }

  /// To be given to the next accept4.
  MemorySegment address() {
    return address;
  }

  /// To be given to the next accept4: how much room there is for an address.
  MemorySegment length() {
    if (wanted) length.set(JAVA_INT, 0, Sockaddr.SIZE);
    return length;
  }

  /// To be called as soon as an accept4 has got a connection.
  void note() {
    if (wanted) noted.accept(Sockaddr.client(address));
  }
}
