package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Dictionary;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What must be true of the reader, whatever bytes it is given. */
final class HostileBytes {

  private HostileBytes() {}

  /** A frame whose rows can all be looked at, or a refusal by name. */
  static void check(byte[] bytes) {
    Frame frame = null;
    try {
      frame = FrameReader.unchecked().read(bytes);
    } catch (FrameException e) {
      assertThat(e.reason()).isNotNull();
      assertThat(e.getMessage()).isNotEmpty();
    }
    if (frame != null) {
      assertThat(FrameJson.lines(frame, Dictionary.EMPTY)).isNotEmpty();
    }
  }

  /** Header and body in a container that is right: what a hostile sender would send. */
  static byte[] sealed(FrameKind kind, byte[] header, byte[] body) {
    Container container =
        new Container(kind, false, false, header.length, body.length, body.length);
    byte[] frame = new byte[container.length()];
    container.write(header, body, ByteBuffer.wrap(frame));
    return frame;
  }

  /** Makes the checksum right again. */
  static byte[] seal(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, 0, 20);
    crc.update(frame, Container.PREFIX, frame.length - Container.PREFIX);
    ByteBuffer.wrap(frame).putInt(20, (int) crc.getValue());
    return frame;
  }
}
