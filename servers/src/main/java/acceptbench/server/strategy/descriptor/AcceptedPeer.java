package acceptbench.server.strategy.descriptor;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.socket.Ipv4Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Where accept4(2) writes who has connected, so that nobody has to ask for it by another system
/// call. For one thread.
final class AcceptedPeer {
  private final MemorySegment address = Arena.ofAuto().allocate(Ipv4Address.SIZE, 4);
  private final MemorySegment length = Arena.ofAuto().allocate(JAVA_INT);

  /// To be given to the next accept4.
  MemorySegment address() {
    return address;
  }

  /// To be given to the next accept4: how much room there is for an address.
  MemorySegment length() {
    length.set(JAVA_INT, 0, Ipv4Address.SIZE);
    return length;
  }

  /// The client's port, after an accept4 that got a connection.
  int port() {
    return Ipv4Address.port(address);
  }
}
