package dev.penstock.contract.wire;

import dev.penstock.contract.Signer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Deflates, checksums and signs. Holds native memory until closed. */
final class Packer implements AutoCloseable {

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final boolean deflating;

  /**
   * @param deflating whether bodies are deflated where that makes them smaller
   */
  Packer(boolean deflating) {
    this.deflating = deflating;
  }

  byte[] pack(FrameKind kind, byte[] header, byte[] body, @Nullable Signer signer) {
    byte[] packed = new byte[deflating ? body.length : 0];
    int length = deflating ? deflate(body, packed) : body.length;
    boolean smaller = length < body.length;
    Container container =
        new Container(kind, smaller, signer != null, header.length, length, body.length);
    byte[] frame = new byte[container.length()];
    ByteBuffer out = ByteBuffer.wrap(frame);
    container.write(header, smaller ? packed : body, out);
    if (signer != null) {
      byte[] message = Arrays.copyOf(frame, container.unsignedLength());
      out.put(HexFormat.of().parseHex(signer.keyId())).put(signer.sign(message));
    }
    return frame;
  }

  /** The deflated length; that of the body where deflating does not make it smaller. */
  private int deflate(byte[] body, byte[] into) {
    deflater.reset();
    deflater.setInput(body);
    deflater.finish();
    int length = deflater.deflate(into);
    return deflater.finished() ? length : body.length;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
