package dev.penstock.contract.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Any header and body in a container that is right, so that what lies behind the checksum is
 * reached: the first byte says which kind, the next two where the body begins.
 */
class BodyFuzzTest {

  private static final FrameKind[] KINDS = FrameKind.values();

  @FuzzTest(maxDuration = "5s")
  void anyHeaderAndBodyGiveAFrameOrAnAnswer(byte[] bytes) {
    if (bytes.length < 3) {
      return;
    }
    FrameKind kind = KINDS[(bytes[0] & 0xFF) % KINDS.length];
    int header = ((bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF)) % (bytes.length - 2);
    byte[] head = Arrays.copyOfRange(bytes, 3, 3 + header);
    byte[] body = Arrays.copyOfRange(bytes, 3 + header, bytes.length);
    HostileBytes.check(HostileBytes.sealed(kind, head, body));
  }
}
