package dev.penstock.gateway.actuation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.contract.Json;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.trust.RootClaim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Any bytes as an export in the hands of an inspector, as they come and with every checksum and
 * hash made right: a verdict each time, after work that the size bounds, and nothing vouched for
 * that the gateway did not sign. The exports in the resources are of one bench gateway: a whole log
 * and the rest of another whose first files are gone.
 */
class AuditExportFuzzTest {

  /** Of the bench gateway that wrote both. */
  private static final VerifyKey GATEWAY =
      VerifyKey.parse("4e62e70d210b1b3b8df0823ad8e7030b4992c44a5a8891c9a279fef780f9c78e");

  private static final String INPUTS = "AuditExportFuzzTestInputs/anyBytesGetAVerdict/";

  /** How often a scan may look at each byte, at most; it gives up its search long before. */
  private static final long MOST_LOOKS = 1_100;

  private static byte[] whole = {};
  private static List<byte[]> genuine = List.of();
  private static AuditKeys named = AuditKeys.NONE;
  private static AuditKeys witnessed = AuditKeys.NONE;
  private static int seenTo;

  @BeforeAll
  static void readTheGenuine() throws Exception {
    whole = kept("whole");
    genuine = List.of(whole, kept("rest"));
    named = new AuditKeys(GATEWAY, Set.of(rootOf(whole)), List.of(), List.of());
    Json last = bodies(whole, RecordType.CHECKPOINT).reduce((one, next) -> next).orElseThrow();
    SignedNote seen = SignedNote.parse(last.get("note").text());
    witnessed = new AuditKeys(GATEWAY, named.roots(), List.of(), List.of(seen));
    seenTo = endOf(seen.head().size(), whole);
  }

  @FuzzTest(maxDuration = "5s")
  void anyBytesGetAVerdict(byte[] bytes) throws Exception {
    check(bytes);
    check(mended(bytes));
  }

  @Test
  void theGenuineAreGoodAndVouchedFor() throws Exception {
    for (byte[] one : genuine) {
      AuditReport report = verify(one, named);
      assertThat(report.damage()).isNull();
      assertThat(report.vouched().byGateway()).isGreaterThan(report.head().size() - 3);
    }
    assertThat(verify(Arrays.copyOf(whole, whole.length + 4096), witnessed).isGood()).isTrue();
    assertThat(mended(whole)).isEqualTo(whole);
  }

  private static void check(byte[] bytes) throws Exception {
    AuditReport report = verify(bytes, named);
    if (report.isGood() && report.vouched().byGateway() > 0) {
      int end = endOf(report.vouched().byGateway(), bytes);
      assertThat(genuine).anyMatch(one -> startsAlike(one, bytes, end));
    }
    AuditReport second = verify(bytes, witnessed);
    if (second.isGood() && second.notes().stream().noneMatch(n -> n.contains("is not here"))) {
      assertThat(startsAlike(whole, bytes, seenTo)).isTrue();
    }
  }

  private static AuditReport verify(byte[] bytes, AuditKeys keys) throws AuditException {
    Counting file = new Counting(bytes);
    AuditReport report = AuditVerifier.verify(new AuditArchive(List.of(file)), keys);
    assertThat(file.read).isLessThanOrEqualTo(MOST_LOOKS * (bytes.length + 1_024L));
    return report;
  }

  private static boolean startsAlike(byte[] one, byte[] other, int length) {
    return length <= Math.min(one.length, other.length)
        && Arrays.equals(one, 0, length, other, 0, length);
  }

  /** Where the records end whose numbers are below this. */
  private static int endOf(long number, byte[] bytes) throws AuditException {
    return records(bytes).stream()
        .filter(record -> record.index() < number)
        .mapToInt(record -> AuditFormat.span(record.length()))
        .reduce(AuditFormat.HEADER_BYTES, Integer::sum);
  }

  /** As somebody would make them who knows the format: only signatures are beyond him. */
  private static byte[] mended(byte[] bytes) {
    if (bytes.length < AuditFormat.HEADER_BYTES) {
      return bytes;
    }
    ByteBuffer out = ByteBuffer.wrap(bytes.clone());
    long index = out.getLong(8) & Long.MAX_VALUE;
    byte[] hash = Arrays.copyOfRange(bytes, 16, 16 + AuditRecord.HASH_BYTES);
    out.put(0, AuditFormat.header(index, hash).array());
    int at = AuditFormat.HEADER_BYTES;
    while (at + AuditFormat.PREFIX <= out.limit() && fits(out.getInt(at), out.limit() - at)) {
      int length = out.getInt(at);
      byte[] record = new byte[length];
      out.get(at + AuditFormat.PREFIX, record);
      ByteBuffer.wrap(record).putLong(1, index++).put(fixed(), hash);
      hash = Sha256.of(record);
      int span = AuditFormat.span(length);
      out.put(at, framed(record));
      at += span;
    }
    Arrays.fill(out.array(), at, out.limit(), (byte) 0);
    return out.array();
  }

  private static int fixed() {
    return AuditRecord.FIXED_BYTES - AuditRecord.HASH_BYTES;
  }

  private static boolean fits(int length, int room) {
    return AuditFormat.isPossible(length) && AuditFormat.span(length) <= room;
  }

  /** Also of a type that there is not. */
  private static byte[] framed(byte[] record) {
    return AuditRecord.read(record)
        .map(known -> AuditFormat.framed(known).array())
        .orElseGet(() -> new byte[AuditFormat.span(record.length)]);
  }

  private static String rootOf(byte[] log) throws Exception {
    Json set = bodies(log, RecordType.TRUST_SET).findFirst().orElseThrow();
    String root = set.get("root_document").text();
    return Sha256.hex(RootClaim.read(root.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  private static Stream<Json> bodies(byte[] log, RecordType type) throws AuditException {
    return records(log).stream()
        .filter(record -> record.type() == type)
        .map(record -> Json.parse(record.body(), AuditRecord.MAX_BYTES));
  }

  private static List<AuditRecord> records(byte[] log) throws AuditException {
    List<AuditRecord> records = new ArrayList<>();
    assertThat(new AuditArchive(List.of(new Counting(log))).read(records::add)).isEmpty();
    return records;
  }

  private static byte[] kept(String name) throws IOException {
    try (InputStream in = AuditExportFuzzTest.class.getResourceAsStream(INPUTS + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  /** An export that counts how much of it was read. */
  private static final class Counting implements AuditFile {
    private final byte[] bytes;
    private long read;

    Counting(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return "export";
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(ByteBuffer into, long at) {
      read += into.remaining();
      into.put(bytes, (int) at, into.remaining());
    }

    @Override
    public void write(ByteBuffer from, long at) {
      throw new UnsupportedOperationException("an inspector writes nothing");
    }

    @Override
    public void force() {
      throw new UnsupportedOperationException("an inspector writes nothing");
    }

    @Override
    public void close() {}
  }
}
