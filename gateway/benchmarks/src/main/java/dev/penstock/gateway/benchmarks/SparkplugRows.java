package dev.penstock.gateway.benchmarks;

import com.google.protobuf.CodedOutputStream;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Rows as metrics of a Sparkplug B DDATA payload, by alias as the standard allows after a birth. As
 * much of the payload's schema as a measure of its size needs.
 */
final class SparkplugRows {

  private static final long MILLI = 1_000_000L;

  // Payload and Metric, by the standard's tags.
  private static final int PAYLOAD_TIMESTAMP = 1;
  private static final int PAYLOAD_METRICS = 2;
  private static final int PAYLOAD_SEQ = 3;
  private static final int ALIAS = 2;
  private static final int TIMESTAMP = 3;
  private static final int DATA_TYPE = 4;
  private static final int IS_NULL = 7;
  private static final int PROPERTIES = 9;
  private static final int LONG_VALUE = 11;
  private static final int DOUBLE_VALUE = 13;
  private static final int BOOLEAN_VALUE = 14;
  private static final int STRING_VALUE = 15;

  // Its data types.
  private static final int INT32 = 3;
  private static final int INT64 = 4;
  private static final int DOUBLE = 10;
  private static final int BOOLEAN = 11;
  private static final int STRING = 12;

  private final boolean properties;

  private SparkplugRows(boolean properties) {
    this.properties = properties;
  }

  /** What the standard has words for: alias, milliseconds, value. */
  static SparkplugRows bare() {
    return new SparkplugRows(false);
  }

  /** The rest of our fields too, as custom properties. */
  static SparkplugRows full() {
    return new SparkplugRows(true);
  }

  /** Something written. */
  private interface Part {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    part.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  byte[] encode(List<Rebatched.Row> rows) throws IOException {
    return bytes(
        out -> {
          out.writeUInt64(PAYLOAD_TIMESTAMP, rows.get(0).batch().receivedWall() / MILLI);
          for (Rebatched.Row row : rows) {
            out.writeByteArray(PAYLOAD_METRICS, bytes(metric -> metric(metric, row)));
          }
          out.writeUInt64(PAYLOAD_SEQ, 17);
        });
  }

  private void metric(CodedOutputStream out, Rebatched.Row at) throws IOException {
    ObservationBatch batch = at.batch();
    int row = at.row();
    out.writeUInt64(ALIAS, Math.max(0, batch.point(row)));
    out.writeUInt64(TIMESTAMP, batch.event(row) / MILLI);
    out.writeUInt32(DATA_TYPE, type(batch, row));
    if (properties) {
      out.writeByteArray(PROPERTIES, bytes(set -> properties(set, at)));
    }
    switch (batch.type(row)) {
      case DOUBLE -> out.writeDouble(DOUBLE_VALUE, batch.number(row));
      case INT64 -> out.writeUInt64(LONG_VALUE, batch.bits(row));
      case BOOL -> out.writeBool(BOOLEAN_VALUE, batch.bits(row) != 0);
      case NONE -> out.writeBool(IS_NULL, true);
      default -> out.writeByteArray(STRING_VALUE, batch.bytes(row));
    }
  }

  private static int type(ObservationBatch batch, int row) {
    return switch (batch.type(row)) {
      case INT64 -> INT64;
      case BOOL -> BOOLEAN;
      case STRING, BYTES, DOUBLES -> STRING;
      default -> DOUBLE;
    };
  }

  /** A property set: all keys, then all values. */
  private static void properties(CodedOutputStream out, Rebatched.Row at) throws IOException {
    ObservationBatch batch = at.batch();
    int row = at.row();
    PropertySet set = new PropertySet();
    set.add("Quality", INT32, batch.quality(row) == Quality.GOOD ? 192 : 0);
    set.add("seq", INT64, at.sequence());
    set.add("eventNs", INT64, batch.event(row) % MILLI);
    set.add("eventBasis", INT32, batch.basis(row).code());
    set.add("eventUncUs", INT64, batch.timeUncertainty(row) / 1000);
    set.add("source", INT64, batch.source(row));
    set.add("server", INT64, batch.server(row));
    set.add("gwTime", INT64, batch.receivedWall());
    set.add("gwMono", INT64, batch.receivedMono());
    if (batch.status(row) != 0) {
      set.add("uaStatus", INT64, Integer.toUnsignedLong(batch.status(row)));
      set.add("flags", INT64, batch.flags(row));
    }
    set.write(out);
  }

  private static final class PropertySet {
    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    void add(String key, int type, long value) throws IOException {
      if (value == ObservationBatch.ABSENT) {
        return;
      }
      keys.writeBytes(bytes(out -> out.writeString(1, key)));
      byte[] encoded =
          bytes(
              out -> {
                out.writeUInt32(1, type);
                out.writeUInt64(type == INT32 ? 3 : 4, value);
              });
      values.writeBytes(bytes(out -> out.writeByteArray(2, encoded)));
    }

    void write(CodedOutputStream out) throws IOException {
      out.writeRawBytes(keys.toByteArray());
      out.writeRawBytes(values.toByteArray());
    }
  }
}
