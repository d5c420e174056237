package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Native frames, unsigned, each dictionary before the first frame that names it. Batches are
 * written whole where they touch the window: a frame's cover must not hide rows that were not asked
 * for.
 */
final class FramesExport implements ExportFormat {

  private static final String UPLINK = "export";

  private final FrameWriter writer;
  private final Clocks clocks;
  private final OutputStream out;
  private final Set<String> told = new HashSet<>();
  private @Nullable EpochStart epoch;
  private List<ClockEntry> known = List.of();
  private String dictionary = "";
  private long next;

  FramesExport(String gateway, RowChoice choice, Clocks clocks, OutputStream out) {
    this.writer = new FrameWriter(new FrameOrigin(gateway, UPLINK, digest(choice)), null);
    this.clocks = clocks;
    this.out = out;
  }

  /** Tells frames of one choice of points from those of another. */
  private static String digest(RowChoice choice) {
    String text = choice.pointsText();
    if (text.isEmpty()) {
      return "";
    }
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Override
  public int write(JournalReader reader, ObservationBatch batch, RowChoice choice)
      throws IOException {
    Dictionary points = reader.dictionary();
    if (!joins(reader.epoch(), batch, points)) {
      close(reader.epoch());
    }
    epoch = reader.epoch();
    known = reader.clocks();
    int rows = 0;
    for (int row = 0; row < batch.size(); row++) {
      open(reader.epoch(), batch.sequence(row), points);
      rows += take(batch, row, choice.isChosen(batch, row, points)) ? 1 : 0;
    }
    next = batch.sequence(batch.size() - 1) + 1;
    return rows;
  }

  private boolean joins(EpochStart with, ObservationBatch batch, Dictionary points) {
    return with.equals(epoch) && batch.firstSequence() == next && points.hash().equals(dictionary);
  }

  private void open(EpochStart in, long sequence, Dictionary points) throws IOException {
    if (writer.isOpen() && writer.isFull()) {
      close(in);
    }
    if (!writer.isOpen()) {
      dictionary = points.hash();
      if (told.add(dictionary)) {
        out.write(writer.dictionary(in, points, created(in)));
        writer.drop();
      }
      writer.begin(in, Lane.HISTORY, dictionary, sequence);
    }
  }

  private boolean take(ObservationBatch batch, int row, boolean chosen) throws IOException {
    long sequence = batch.sequence(row);
    if (!chosen) {
      writer.coverTo(sequence);
      return false;
    }
    if (!FrameWriter.fits(batch, row)) {
      writer.lost(sequence, sequence, "");
      return false;
    }
    if (writer.add(batch, row, row + 1) == 0) {
      EpochStart in = Objects.requireNonNull(epoch);
      close(in);
      writer.begin(in, Lane.HISTORY, dictionary, sequence);
      writer.add(batch, row, row + 1);
    }
    return true;
  }

  private Created created(EpochStart in) {
    return new Created(clocks.wall().nanos(), clocks.mono().nanos(), in.boot());
  }

  private void close(EpochStart in) throws IOException {
    if (writer.isOpen()) {
      out.write(writer.finish(created(in), known));
    }
  }

  @Override
  public void finish() throws IOException {
    EpochStart last = epoch;
    if (last != null) {
      close(last);
    }
    out.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
