package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes of the same rows in several formats, batched alike.
 *
 * @param bytes by format, all rows together
 */
record Sizes(int rows, int frames, Map<String, Long> bytes) {

  /** What is written of every batch of rows. */
  private static final class Sum {
    private final Map<String, Long> bytes = new LinkedHashMap<>();

    void add(String format, long length) {
      bytes.merge(format, length, Long::sum);
    }

    /** Adds it as it is, and gzipped. */
    void addBoth(String format, byte[] encoded) throws IOException {
      add(format, encoded.length);
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(encoded);
      }
      add(format + ", gzip", zipped.size());
    }
  }

  static Sizes of(Traffic traffic, int rowsAFrame) throws IOException {
    Sum sum = new Sum();
    Rebatched batches = new Rebatched(traffic, rowsAFrame);
    int frames = 0;
    int rows = 0;
    KeySigner signer = KeySigner.ofSeed(new byte[KeySigner.SEED_BYTES]);
    try (FrameWriter writer = new FrameWriter(new FrameOrigin("hall-7", "centre", ""), signer)) {
      for (List<Rebatched.Row> batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
        int frame = frame(writer, traffic, batch);
        int dictionary = dictionary(writer, traffic);
        sum.add("frame, dictionary sent once", frame + (frames == 0 ? dictionary : 0));
        sum.add("frame, dictionary sent with each", frame + dictionary);
        sum.add("frame, dictionary not counted", frame);
        sum.addBoth("JSON rows, every field that is set", JsonRows.encode(batch, traffic));
        sum.addBoth("Sparkplug B, value and time only", SparkplugRows.bare().encode(batch));
        sum.addBoth(
            "Sparkplug B, the other fields as properties", SparkplugRows.full().encode(batch));
        frames++;
        rows += batch.size();
      }
    }
    return new Sizes(rows, frames, sum.bytes);
  }

  private static int frame(FrameWriter writer, Traffic traffic, List<Rebatched.Row> batch) {
    writer.begin(traffic.epoch(), Lane.LIVE, traffic.dictionary().hash(), batch.get(0).sequence());
    for (Rebatched.Row row : batch) {
      writer.add(row.batch(), row.row(), row.row() + 1);
    }
    return writer.finish(created(traffic, batch), traffic.clocks()).length;
  }

  private static int dictionary(FrameWriter writer, Traffic traffic) {
    Created created = new Created(0, 0, traffic.epoch().boot());
    return writer.dictionary(traffic.epoch(), traffic.dictionary(), created).length;
  }

  /** As if sent 50 ms after the last row came. */
  private static Created created(Traffic traffic, List<Rebatched.Row> batch) {
    ObservationBatch last = batch.get(batch.size() - 1).batch();
    return new Created(
        last.receivedWall() + 50_000_000, last.receivedMono() + 50_000_000, traffic.epoch().boot());
  }
}
