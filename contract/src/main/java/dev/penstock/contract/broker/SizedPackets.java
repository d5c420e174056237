package dev.penstock.contract.broker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets MQTT packets through that say they are of a size one can take. The library makes room for
 * whatever a length claims, before anything else is looked at: on a bad cable that is the whole
 * heap.
 */
final class SizedPackets extends FilterInputStream {

  /** More than any frame or dictionary has. */
  static final int LARGEST = 9 << 20;

  /** The length is in at most four bytes, seven bits in each. */
  private static final int LAST_SHIFT = 21;

  private static final int HEAD = -1;

  /** Bits read of the length, or {@link #HEAD}. */
  private int shift = HEAD;

  private long length;
  private long left;

  SizedPackets(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      look((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    int count = super.read(into, offset, most);
    for (int at = offset; at < offset + count; ) {
      int body = (int) Math.min(left, offset + count - at);
      left -= body;
      at += body;
      if (at < offset + count) {
        look(into[at++]);
      }
    }
    return count;
  }

  private void look(byte next) throws IOException {
    if (left > 0) {
      left--;
    } else if (shift == HEAD) {
      shift = 0;
      length = 0;
    } else {
      length |= (long) (next & 0x7F) << shift;
      boolean last = next >= 0;
      if (length > LARGEST || (!last && shift == LAST_SHIFT)) {
        throw new IOException("a packet that says it is larger than " + LARGEST + " bytes");
      }
      shift = last ? HEAD : shift + 7;
      left = last ? length : 0;
    }
  }
}
