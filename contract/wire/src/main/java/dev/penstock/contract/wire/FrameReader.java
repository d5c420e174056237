package dev.penstock.contract.wire;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.wire.FrameException.Reason;
import dev.penstock.contract.wire.FrameHeader.Lost;
import dev.penstock.contract.wire.schema.FrameSchema.Header;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames. Believes no length before it is checked: what it allocates is bounded by 64 KiB for
 * a header, 1 MiB for a body and 8 MiB for a dictionary, times a small factor. Thread-safe.
 */
public final class FrameReader {

  /** Most rows this reader takes from one frame. */
  public static final int MAX_ROWS = 4096;

  private static final Parser<Header> HEADER = DiscardUnknownFieldsParser.wrap(Header.parser());
  private static final Parser<Rows> ROWS = DiscardUnknownFieldsParser.wrap(Rows.parser());

  /** What the rows of an answer lie in. */
  private static final Range ANYTHING = new Range(1, Long.MAX_VALUE);

  private final @Nullable SignatureCheck check;

  private FrameReader(@Nullable SignatureCheck check) {
    this.check = check;
  }

  /** For frames from a source that is trusted already, as a file. */
  public static FrameReader unchecked() {
    return new FrameReader(null);
  }

  /** For frames that anybody could have sent: unsigned ones are refused. */
  public static FrameReader checking(SignatureCheck check) {
    return new FrameReader(check);
  }

  /** Reads bytes that are exactly one frame. */
  public Frame read(byte[] bytes) throws FrameException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Frame frame = read(in);
    if (in.hasRemaining()) {
      throw new FrameException(Reason.TRAILING_BYTES, in.remaining() + " bytes after the frame");
    }
    return frame;
  }

  /**
   * Reads the frame at the position of a buffer with an array, and moves behind it. On an exception
   * the position stays.
   */
  public Frame read(ByteBuffer in) throws FrameException {
    int start = in.position();
    Container container = Container.read(in, start);
    byte[] bytes =
        Arrays.copyOfRange(
            in.array(), in.arrayOffset() + start, in.arrayOffset() + start + container.length());
    try {
      Header wire = parse(HEADER, bytes, Container.PREFIX, container.header());
      String keyId = container.signed() ? keyId(bytes, container) : null;
      verify(wire.getGateway(), keyId, bytes, container);
      FrameHeader header = HeaderCodec.read(wire, container.kind());
      Frame frame = frame(container.kind(), header, body(bytes, container), keyId);
      in.position(start + container.length());
      return frame;
    } catch (IllegalArgumentException e) {
      throw new FrameException(Reason.MALFORMED, String.valueOf(e.getMessage()), e);
    }
  }

  private void verify(String gateway, @Nullable String keyId, byte[] bytes, Container container)
      throws FrameException {
    if (check == null) {
      return;
    }
    if (keyId == null) {
      throw new FrameException(Reason.UNSIGNED, "the frame carries no signature");
    }
    int end = container.unsignedLength();
    byte[] message = Arrays.copyOf(bytes, end);
    byte[] signature = Arrays.copyOfRange(bytes, end + Container.KEY_ID, bytes.length);
    if (!check.isValid(gateway, keyId, message, signature)) {
      throw new FrameException(
          Reason.BAD_SIGNATURE, "not signed by a key known for gateway " + gateway + ": " + keyId);
    }
  }

  private static String keyId(byte[] bytes, Container container) {
    int end = container.unsignedLength();
    return HexFormat.of().formatHex(bytes, end, end + Container.KEY_ID);
  }

  private static Frame frame(
      FrameKind kind, FrameHeader header, byte[] body, @Nullable String keyId)
      throws FrameException {
    if (kind == FrameKind.DICTIONARY) {
      Dictionary dictionary = DictionaryBody.read(body, header.dictionary());
      return new Frame(kind, header, FrameRows.NONE, dictionary, keyId);
    }
    if (header.rows() < 0 || header.rows() > MAX_ROWS) {
      throw new FrameException(Reason.TOO_LARGE, header.rows() + " rows, at most " + MAX_ROWS);
    }
    FrameRows rows = RowsDecoder.decode(parse(ROWS, body, 0, body.length), header);
    if (kind == FrameKind.DATA) {
      checkCover(header, rows, header.cover() == null ? ANYTHING : header.cover());
    }
    return new Frame(kind, header, rows, null, keyId);
  }

  private static void checkCover(FrameHeader header, FrameRows rows, Range cover)
      throws FrameException {
    long last = cover.from() - 1;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.sequence(row) <= last || rows.epoch[row] != header.epoch().bits()) {
        throw FrameException.malformed("rows are not in the order of their sequences");
      }
      last = rows.sequence(row);
    }
    long lastLost = cover.from() - 1;
    for (Lost lost : header.lost()) {
      if (lost.from() <= lastLost) {
        throw FrameException.malformed("lost ranges overlap");
      }
      lastLost = lost.to();
    }
    if (last > cover.to() || lastLost > cover.to()) {
      throw FrameException.malformed("the cover ends before its rows");
    }
  }

  private static byte[] body(byte[] bytes, Container container) throws FrameException {
    int start = Container.PREFIX + container.header();
    if (!container.deflated()) {
      return Arrays.copyOfRange(bytes, start, start + container.body());
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, start, container.body());
      byte[] full = new byte[container.full()];
      int length = 0;
      while (length < full.length) {
        int more = inflater.inflate(full, length, full.length - length);
        if (more == 0) {
          break;
        }
        length += more;
      }
      if (length != full.length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw FrameException.malformed("the body inflates to another length");
      }
      return full;
    } catch (DataFormatException e) {
      throw new FrameException(Reason.MALFORMED, "the body does not inflate", e);
    } finally {
      inflater.end();
    }
  }

  private static <M extends MessageLite> M parse(
      Parser<M> parser, byte[] bytes, int start, int length) throws FrameException {
    try {
      return parser.parseFrom(bytes, start, length);
    } catch (InvalidProtocolBufferException e) {
      throw new FrameException(Reason.MALFORMED, "does not follow the schema", e);
    }
  }
}
