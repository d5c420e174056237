package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dev.penstock.contract.wire.schema.FrameSchema.Clock;
import dev.penstock.contract.wire.schema.FrameSchema.Header;
import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import dev.penstock.contract.wire.schema.FrameSchema.Lost;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the worst frames we can think of make the reader allocate, all in all. */
class BoundedMemoryTest {

  /** For a DATA or BIRTH frame: 1 MiB of body, in every form it passes through. */
  private static final long MOST_FOR_ROWS = 40L << 20;

  /** For a dictionary of 8 MiB. */
  private static final long MOST_FOR_DICTIONARY = 96L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FrameReader reader = FrameReader.unchecked();

  /** Loading classes allocates, too. */
  @BeforeAll
  static void warmUp() throws FrameException {
    for (byte[] good : GoldenFrames.version1().values()) {
      FrameReader.unchecked().read(good);
    }
  }

  private long allocatedBy(byte[] frame) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.read(frame);
    } catch (FrameException e) {
      assertThat(e.reason()).isNotNull();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static Header.Builder header(int rows) {
    return Header.newBuilder()
        .setGateway("hall-7")
        .setUplink("centre")
        .setFrom(1)
        .setTo(100_000)
        .setDictionary(ByteString.copyFrom(new byte[32]))
        .setRows(rows);
  }

  private static byte[] data(Header.Builder header, Rows.Builder rows) {
    byte[] body = rows.build().toByteArray();
    return HostileBytes.sealed(
        FrameKind.DATA,
        header.build().toByteArray(),
        Arrays.copyOf(body, Math.min(body.length, Container.MAX_BODY)));
  }

  @Test
  void aMegabyteOfOneByteNumbers() {
    Rows.Builder rows = Rows.newBuilder();
    rows.addAllNarrow(Collections.nCopies(1_000_000, 1L));
    assertThat(allocatedBy(data(header(1), rows))).isLessThan(MOST_FOR_ROWS);
    rows.clear().setKind(Ints.newBuilder().addAllValue(Collections.nCopies(1_000_000, 1L)));
    assertThat(allocatedBy(data(header(4096), rows))).isLessThan(MOST_FOR_ROWS);
  }

  @Test
  void aKilobyteThatInflatesToAMegabyte() {
    Rows.Builder rows = Rows.newBuilder().setContent(ByteString.copyFrom(new byte[1_000_000]));
    byte[] body = rows.build().toByteArray();
    byte[] small = new byte[body.length];
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(body);
    deflater.finish();
    int length = deflater.deflate(small);
    deflater.end();
    byte[] head = header(1).build().toByteArray();
    Container container =
        new Container(FrameKind.DATA, true, false, head.length, length, body.length);
    byte[] frame = new byte[container.length()];
    container.write(head, small, ByteBuffer.wrap(frame));

    assertThat(frame.length).isLessThan(2_000);
    assertThat(allocatedBy(frame)).isLessThan(MOST_FOR_ROWS);
  }

  @Test
  void aHeaderOfNothingButEmptyMessages() {
    Header.Builder many = header(1);
    for (int i = 0; i < 15_000; i++) {
      many.addClocks(Clock.getDefaultInstance()).addLost(Lost.getDefaultInstance());
    }
    assertThat(many.build().getSerializedSize()).isLessThan(Container.MAX_HEADER);
    assertThat(allocatedBy(data(many, Rows.newBuilder()))).isLessThan(MOST_FOR_ROWS);
  }

  @Test
  void aBodyOfFieldsThatNobodyKnows() {
    byte[] body = new byte[Container.MAX_BODY];
    for (int i = 0; i + 2 < body.length; i += 3) {
      body[i] = (byte) 0x98; // field 1027, a number
      body[i + 1] = 0x40;
      body[i + 2] = 1;
    }
    byte[] frame = HostileBytes.sealed(FrameKind.DATA, header(1).build().toByteArray(), body);
    assertThat(allocatedBy(frame)).isLessThan(MOST_FOR_ROWS);
  }

  @Test
  void rowsWithoutEnd() {
    Rows.Builder rows = Rows.newBuilder();
    for (Ints.Builder column = Ints.newBuilder().addValue(1).addRun(Integer.MAX_VALUE);
        rows.getLengthCount() < 1; ) {
      rows.setPoint(column).setKind(column).setType(column).setQuality(column).addLength(1);
    }
    assertThat(allocatedBy(data(header(4096), rows))).isLessThan(MOST_FOR_ROWS);
    assertThat(allocatedBy(data(header(Integer.MAX_VALUE), rows))).isLessThan(MOST_FOR_ROWS);
  }

  @Test
  void aDictionaryThatIsMoreThanItSeems() throws Exception {
    for (String element : List.of("[],", "{},", "\"a\",", "0,", "[[[[0]]]],", "{\"a\":1},")) {
      String inside = "{\"points\":[{\"point\":[" + filled(element) + "0]}]}";
      String direct = "{\"points\":[" + filled(element) + "0]}";
      String beside = "{\"x\":[" + filled(element) + "0],\"points\":[]}";
      for (String json : List.of(inside, direct, beside)) {
        long allocated = allocatedBy(dictionary(json));
        assertThat(allocated).as(json.substring(0, 60)).isLessThan(MOST_FOR_DICTIONARY);
      }
    }
  }

  private static String filled(String element) {
    return element.repeat((Container.MAX_DICTIONARY - 64) / element.length());
  }

  private static byte[] dictionary(String json) throws Exception {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
    Header head = header(0).setDictionary(ByteString.copyFrom(hash)).build();
    return HostileBytes.sealed(FrameKind.DICTIONARY, head.toByteArray(), body);
  }

  @Test
  void tenThousandRandomFrames() {
    Random random = new Random(11);
    byte[] good = GoldenFrames.version1().get("v1-rows");
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(allocatedBy(HostileBytes.seal(bytes))).isLessThan(MOST_FOR_ROWS);
    }
  }
}
