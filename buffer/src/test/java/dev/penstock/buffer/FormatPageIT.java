package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.testkit.Batches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads a frozen segment by what docs/journal-format.md says and nothing else, and with this
 * version's reader: both must find the same rows. A new format adds a folder, and this one stays.
 */
class FormatPageIT {

  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus", "v1");
  private static final String SEGMENT = "0000000001.cq4";
  private static final int MAGIC = ByteBuffer.wrap("1JSP".getBytes(UTF_8)).getInt();
  private static final int HEAD = 96;
  private static final int[] WIDTHS = {4, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8};

  @TempDir Path folder;

  @Test
  void aStrangerReadsTheFrozenSegmentByThePage() throws Exception {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(CORPUS.resolve(SEGMENT))).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + HEAD <= file.capacity(); at += 4) {
      if (isBlock(file, at)) {
        switch (file.get(at + 6)) {
          case 3 -> dictionary.write(body(file, at));
          case 4 -> rows(file, at, lines);
          case 5 -> assertFooter(body(file, at), lines.size());
          default -> {}
        }
      }
    }

    assertThat(lines).isEqualTo(Files.readAllLines(CORPUS.resolve("rows.txt")));
    byte[] json =
        new InflaterInputStream(new ByteArrayInputStream(dictionary.toByteArray())).readAllBytes();
    assertThat(Json.parse(json, 1 << 20).get("points").list(p -> p.get("point").text()))
        .containsExactly("tank/h1", "tank/h2", "tank/h3");
  }

  private static boolean isBlock(ByteBuffer file, int at) {
    int length = file.getInt(at + 8);
    if (file.getInt(at) != MAGIC || length < HEAD || at + length > file.capacity()) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(file.slice(at + 16, length - 16));
    return (int) crc.getValue() == file.getInt(at + 12);
  }

  private static byte[] body(ByteBuffer file, int at) {
    byte[] body = new byte[file.getInt(at + 8) - HEAD];
    file.get(at + HEAD, body);
    return body;
  }

  private static void rows(ByteBuffer file, int at, List<String> lines) {
    int rows = file.getInt(at + 32);
    int varying = file.getInt(at + 36);
    long[][] columns = new long[WIDTHS.length][rows];
    int next = at + HEAD;
    for (int column = 0; column < WIDTHS.length; column++) {
      boolean varies = (varying >> column & 1) == 1;
      for (int row = 0; row < rows; row++) {
        columns[column][row] = number(file, next, WIDTHS[column]);
        next += varies ? WIDTHS[column] : 0;
      }
      next += varies ? 0 : WIDTHS[column];
    }
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      line.append(file.getLong(at + 24) + row);
      for (int column = 0; column < WIDTHS.length - 1; column++) {
        line.append(' ').append(columns[column][row]);
      }
      long bits = columns[WIDTHS.length - 1][row];
      if (columns[5][row] >= 4) {
        byte[] bytes = new byte[(int) bits];
        file.get(next, bytes);
        next += bytes.length;
        lines.add(line.append(' ').append(HexFormat.of().formatHex(bytes)).toString());
      } else {
        lines.add(line.append(' ').append(bits).toString());
      }
    }
  }

  private static long number(ByteBuffer file, int at, int width) {
    return switch (width) {
      case 1 -> file.get(at);
      case 4 -> file.getInt(at);
      default -> file.getLong(at);
    };
  }

  private static void assertFooter(byte[] padded, int rows) {
    Json footer = Json.parse(new String(padded, UTF_8).trim().getBytes(UTF_8), 1024);
    assertThat(footer.get("rows").int64()).isEqualTo(rows);
    assertThat(footer.get("ending").text()).isEqualTo("CLOSED");
  }

  @Test
  void thisVersionReadsTheFrozenSegment() throws Exception {
    for (String name : List.of(SEGMENT, "journal.json")) {
      Files.copy(CORPUS.resolve(name), folder.resolve(name));
    }
    try (JournalView view = Journals.openReadOnly(folder)) {
      assertThat(lines(view)).isEqualTo(Files.readAllLines(CORPUS.resolve("rows.txt")));
    }
    assertThat(Journals.inspect(folder, (bytes, all, rows) -> {}).isWhole()).isTrue();
    TestJournals journals = new TestJournals(folder);
    try (Journal journal = journals.open()) {
      assertThat(journal.status().epochs()).hasSize(2);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  private static List<String> lines(JournalView view) {
    List<String> lines = new ArrayList<>();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = view.reader()) {
      while (reader.read(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          lines.add(line(batch, row));
        }
      }
    }
    return lines;
  }

  private static String line(ObservationBatch batch, int row) {
    StringBuilder line = new StringBuilder().append(batch.sequence(row));
    for (Column column : Column.ALL) {
      boolean bytes = column == Column.BITS && batch.type(row).isLong();
      line.append(' ')
          .append(bytes ? HexFormat.of().formatHex(batch.bytes(row)) : number(column, batch, row));
    }
    return line.toString();
  }

  private static long number(Column column, ObservationBatch batch, int row) {
    ByteBuffer stored = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    column.of.copy(batch, row, row + 1, stored, 0);
    return number(stored, 0, column.width);
  }

  /** Once for each format: {@code -Dpenstock.corpus.write=true}. */
  @Test
  @EnabledIfSystemProperty(named = "penstock.corpus.write", matches = "true")
  void freezesWhatThisVersionWrites() throws Exception {
    TestJournals journals = new TestJournals(folder);
    try (Journal journal = journals.open()) {
      journal.append(Batches.clock(journals.time.clocks(), 1, "boot-1"));
      journal.append(Batches.numbered(journals.time.clocks(), 3, 5, 0.25));
      journal.append(Batches.everyColumn(journals.time.clocks()));
      ObservationBatch poll = new ObservationBatch().receivedAt(1, 2);
      poll.roundTrip(3);
      poll.put(poll.add(2, Kind.RAW, Trigger.POLL), 1.5);
      journal.append(poll);
    }
    freeze(SEGMENT);
    freeze("journal.json");
    try (JournalView view = Journals.openReadOnly(folder)) {
      Files.write(CORPUS.resolve("rows.txt"), lines(view));
    }
  }

  private void freeze(String name) throws IOException {
    Files.createDirectories(CORPUS);
    Files.copy(folder.resolve(name), CORPUS.resolve(name));
  }
}
