package acceptbench.linux.socket;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// `struct sockaddr_in`: family in host order, port and address in network order, 8 bytes of
/// padding (ip(7)).
public final class Ipv4Address {
  /// The size of the struct in bytes.
  public static final int SIZE = 16;

  /// 127.0.0.1 in host order.
  public static final int LOOPBACK = 0x7f000001;

  private Ipv4Address() {}

  /// A new struct with an address in host order (`0x7f000001` is 127.0.0.1).
  public static MemorySegment allocate(SegmentAllocator allocator, int address, int port) {
    MemorySegment struct = allocator.allocate(SIZE, 4);
    struct.set(JAVA_SHORT, 0, (short) AF_INET);
    setPort(struct, port);
    setAddress(struct, address);
    return struct;
  }

  public static int port(MemorySegment struct) {
    return ((struct.get(JAVA_BYTE, 2) & 0xff) << 8) | (struct.get(JAVA_BYTE, 3) & 0xff);
  }

  public static void setPort(MemorySegment struct, int port) {
    struct.set(JAVA_BYTE, 2, (byte) (port >> 8));
    struct.set(JAVA_BYTE, 3, (byte) port);
  }

  public static void setAddress(MemorySegment struct, int address) {
    for (int i = 0; i < 4; i++) struct.set(JAVA_BYTE, 4 + i, (byte) (address >> (24 - 8 * i)));
  }
}
