package dev.penstock.gateway.actuation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs that were bent at random, and bodies that were bent in a chain that is right: a verdict each
 * time, and never that a log is good whose chain is not. The logs that are bent are kept in the
 * resources.
 */
class AuditLogFuzzTest {

  private static final int ROUNDS = 300;
  private static final RecordType[] TYPES = RecordType.values();

  @ParameterizedTest
  @ValueSource(strings = {"whole-log", "torn-log", "head"})
  void aBentLogGetsAVerdict(String name) throws Exception {
    byte[] log = kept(name);
    Random random = new Random(name.hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      check(disk(bent(log, random)), name + " " + round);
    }
  }

  @Test
  void bentBodiesInARightChainGetAVerdict() throws Exception {
    byte[] bodies = kept("bodies");
    Random random = new Random(31);
    for (int round = 0; round < ROUNDS; round++) {
      check(chained(bent(bodies, random)), "bodies " + round);
    }
  }

  private static void check(MemoryAuditFile disk, String which) throws AuditException {
    AuditArchive archive = new AuditArchive(List.of(disk));
    List<AuditRecord> records = new ArrayList<>();
    boolean whole = archive.read(records::add).isEmpty();
    AuditReport report = AuditVerifier.verify(archive, AuditKeys.NONE);
    assertThat(report.isGood() && !whole).as(which).isFalse();
    assertThat(report.head().size()).as(which).isLessThanOrEqualTo(records.size());
  }

  private static byte[] bent(byte[] good, Random random) {
    byte[] bent = good.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(bent.length);
      int length = random.nextInt(Math.min(200, bent.length - at) + 1);
      switch (random.nextInt(5)) {
        case 0 -> bent[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bent[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bent, at, at + length, (byte) 0);
        case 3 ->
            System.arraycopy(good, random.nextInt(good.length - length + 1), bent, at, length);
        default -> bent = Arrays.copyOf(bent, Math.max(1, at));
      }
    }
    return bent;
  }

  private static byte[] kept(String name) throws IOException {
    try (InputStream in = AuditLogFuzzTest.class.getResourceAsStream("logs/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static MemoryAuditFile disk(byte[] bytes) throws IOException {
    MemoryAuditFile disk = new MemoryAuditFile(bytes.length);
    disk.write(ByteBuffer.wrap(bytes), 0);
    return disk;
  }

  /** Each body begins with its type and ends with a line break. */
  private static MemoryAuditFile chained(byte[] bytes) throws IOException {
    List<ByteBuffer> framed = new ArrayList<>();
    byte[] hash = new byte[AuditRecord.HASH_BYTES];
    framed.add(AuditFormat.header(0, hash));
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n' && at > from) {
        RecordType type = TYPES[(bytes[from] & 0xFF) % TYPES.length];
        byte[] body = Arrays.copyOfRange(bytes, from + 1, at);
        AuditRecord.Moment moment = new AuditRecord.Moment("66".repeat(16), at, -1);
        AuditRecord record = AuditRecord.of(type, framed.size() - 1, moment, hash, body);
        framed.add(AuditFormat.framed(record));
        hash = record.hash();
        from = at + 1;
      }
    }
    int size = framed.stream().mapToInt(ByteBuffer::remaining).sum();
    MemoryAuditFile disk = new MemoryAuditFile(size);
    long at = 0;
    for (ByteBuffer one : framed) {
      int length = one.remaining();
      disk.write(one, at);
      at += length;
    }
    return disk;
  }
}
