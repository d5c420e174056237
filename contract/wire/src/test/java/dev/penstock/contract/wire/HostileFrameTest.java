package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLiteOrBuilder;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Signer;
import dev.penstock.contract.wire.FrameException.Reason;
import dev.penstock.contract.wire.schema.FrameSchema.Header;
import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import dev.penstock.contract.wire.schema.FrameSchema.Lost;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HostileFrameTest {

  private final FrameReader reader = FrameReader.unchecked();

  private static byte[] good(Signer signer) {
    FrameWriter writer = new FrameWriter(Samples.ORIGIN, signer);
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);
    writer.add(Samples.batch(new Random(9), Samples.EPOCH.epoch(), 1, 30), 0, 30);
    return writer.finish(Samples.CREATED, List.of(Samples.CLOCK));
  }

  private Reason reason(byte[] frame) {
    return catchThrowableOfType(FrameException.class, () -> reader.read(frame)).reason();
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] frame = good(null);
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] flipped = frame.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> reader.read(flipped)).isInstanceOf(FrameException.class);
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] frame = good(null);
    for (int length = 0; length < frame.length; length++) {
      Reason reason = reason(Arrays.copyOf(frame, length));
      assertThat(reason).isEqualTo(length < 4 ? Reason.NOT_A_FRAME : Reason.TRUNCATED);
    }
    assertThat(reason(Arrays.copyOf(frame, frame.length + 1))).isEqualTo(Reason.TRAILING_BYTES);
  }

  @Test
  void newerContainersAreToldApartFromRubbish() {
    assertThat(reason(changed(b -> b.put(4, (byte) 2)))).isEqualTo(Reason.NEWER_VERSION);
    assertThat(reason(changed(b -> b.put(5, (byte) 9)))).isEqualTo(Reason.NEWER_VERSION);
    assertThat(reason(changed(b -> b.put(6, (byte) 2)))).isEqualTo(Reason.NEWER_VERSION);
    assertThat(reason(changed(b -> b.put(7, (byte) 4)))).isEqualTo(Reason.NEWER_VERSION);
    assertThat(reason(changed(b -> b.put(0, (byte) 'X')))).isEqualTo(Reason.NOT_A_FRAME);
    assertThat(reason(changed(b -> b.put(40, (byte) ~b.get(40))))).isEqualTo(Reason.CORRUPT);
  }

  private static byte[] changed(Consumer<ByteBuffer> change) {
    byte[] frame = good(null);
    change.accept(ByteBuffer.wrap(frame));
    return frame;
  }

  @Test
  void absurdLengthsAreRefusedBeforeAnythingIsAllocated() {
    for (int at : new int[] {8, 12, 16}) {
      for (int length : new int[] {-1, Integer.MAX_VALUE, 9 << 20}) {
        assertThat(reason(changed(b -> b.putInt(at, length)))).isEqualTo(Reason.TOO_LARGE);
      }
    }
    assertThat(reason(changed(b -> b.putInt(16, 1 << 20)))).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void aBodyThatInflatesToAnotherLengthIsRefused() {
    for (int difference : new int[] {-1, 1, 1000}) {
      assertThat(reason(resealed(b -> b.putInt(16, b.getInt(16) + difference))))
          .isEqualTo(Reason.MALFORMED);
    }
    assertThat(reason(resealed(b -> b.put(6, (byte) 0)))).isEqualTo(Reason.MALFORMED);
  }

  /** A changed frame whose checksum is right again: what a hostile sender would send. */
  private static byte[] resealed(Consumer<ByteBuffer> change) {
    return HostileBytes.seal(changed(change));
  }

  private static byte[] frame(Header header, byte[] body) {
    return HostileBytes.sealed(FrameKind.DATA, header.toByteArray(), body);
  }

  private static Header.Builder header() {
    return Header.newBuilder()
        .setGateway("hall-7")
        .setUplink("centre")
        .setFrom(1)
        .setTo(10)
        .setDictionary(ByteString.copyFrom(new byte[32]))
        .setRows(2);
  }

  @Test
  void contradictionsAreRefused() {
    Rows none = Rows.getDefaultInstance();
    refused(header().setGateway("../etc"), none);
    refused(header().setRows(-1), none);
    refused(header().setRows(FrameReader.MAX_ROWS + 1), none);
    refused(header().setFrom(0), none);
    refused(header().setTo(0), none);
    refused(header().setFrom(-5), none);
    refused(header().setDictionary(ByteString.EMPTY), none);
    refused(header().setRows(0).addLost(Lost.newBuilder().setFrom(5).setTo(11)), none);
    refused(header().setRows(0).addLost(Lost.newBuilder().setFrom(0).setTo(3)), none);
    refused(header(), none);
    refused(header(), two().clearReceiptRows());
    refused(header(), two().setReceiptRows(0, 3));
    refused(header(), two().setReceiptRows(0, -2));
    refused(header(), two().setPoint(Ints.newBuilder().addValue(-2).addValue(0)));
    refused(header(), two().setPoint(Ints.newBuilder().addValue(1L << 40).addValue(0)));
    refused(header(), two().setSequence(Ints.newBuilder().addValue(9).addValue(0)));
    refused(header(), two().setSequence(Ints.newBuilder().addValue(0).addValue(-1)));
    refused(header(), two().setSequence(Ints.newBuilder().addValue(0)));
    refused(header(), two().setKind(Ints.newBuilder().addValue(1).addRun(3)));
    refused(header(), two().setKind(Ints.newBuilder().addValue(1).addRun(-1)));
    refused(header(), two().setKind(Ints.newBuilder().addRun(2)));
    refused(header(), two().addNarrow(1));
    refused(header(), two().addInteger(1));
    refused(header(), two().addLength(1));
    refused(header(), two().setContent(ByteString.copyFrom(new byte[3])));
    refused(header(), two().setType(type(1)));
    refused(header(), two().setType(type(1)).addForm(77).addNarrow(1).addNarrow(1));
    refused(header(), two().setType(type(4)).addLength(2).addLength(-1));
    refused(header(), two().setType(type(4)).addLength(Integer.MAX_VALUE).addLength(5));
    refused(header(), two().setEpoch(Ints.newBuilder().addValue(1).addValue(0)));
  }

  private static Rows.Builder two() {
    return Rows.newBuilder().addReceiptRows(2).addReceiptWall(0).addReceiptMono(0);
  }

  private static Ints type(int code) {
    return Ints.newBuilder().addValue(code).addValue(0).build();
  }

  private void refused(Header.Builder header, MessageLiteOrBuilder rows) {
    Rows body = rows instanceof Rows.Builder builder ? builder.build() : (Rows) rows;
    assertThat(reason(frame(header.build(), body.toByteArray())))
        .as("%s %s", header, body)
        .isIn(Reason.MALFORMED, Reason.TOO_LARGE);
  }

  @Test
  void theFrameThatTheContradictionsStartFromIsFine() throws FrameException {
    byte[] frame = frame(header().build(), two().build().toByteArray());

    assertThat(reader.read(frame).rows().size()).isEqualTo(2);
  }

  @Test
  void anyBytesAtAllGiveAFrameOrAnAnswer() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] frame = good(null);
      for (int i = random.nextInt(8); i >= 0; i--) {
        frame[Container.PREFIX + random.nextInt(frame.length - Container.PREFIX)] =
            (byte) random.nextInt();
      }
      accepted(HostileBytes.seal(frame), seed);
    }
  }

  @Test
  void anyColumnsAtAllGiveAFrameOrAnAnswer() {
    Random random = new Random(5);
    byte[] body = two().setType(type(1)).addForm(2).addNarrow(5).addNarrow(5).build().toByteArray();
    for (int seed = 0; seed < 50_000; seed++) {
      byte[] mutated = body.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      accepted(frame(header().build(), mutated), seed);
    }
  }

  private void accepted(byte[] bytes, int seed) {
    try {
      Frame frame = reader.read(bytes);
      for (int row = 0; row < frame.rows().size(); row++) {
        frame.rows().load(row, new ObservationBatch());
      }
    } catch (FrameException e) {
      assertThat(e.getMessage()).isNotEmpty();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  @Test
  void aDictionaryUnderAnotherHashIsRefused() {
    assertThat(
            catchThrowableOfType(
                    FrameException.class,
                    () -> DictionaryBody.read(Samples.DICTIONARY.canonical(), "00"))
                .reason())
        .isEqualTo(Reason.DICTIONARY_MISMATCH);
  }

  @Test
  void aCheckingReaderTakesOnlyWhatTheGatewaysKeySigned() throws FrameException {
    Signer key = Samples.signer(1);
    FrameReader checking = FrameReader.checking(Samples.knowing("hall-7", key));

    assertThat(checking.read(good(key)).keyId()).isEqualTo(key.keyId());
    assertReason(checking, good(null), Reason.UNSIGNED);
    assertReason(checking, good(Samples.signer(2)), Reason.BAD_SIGNATURE);
    FrameReader other = FrameReader.checking(Samples.knowing("hall-8", key));
    assertReason(other, good(key), Reason.BAD_SIGNATURE);
    byte[] forged = good(key);
    forged[forged.length - 1]++;
    assertReason(checking, forged, Reason.BAD_SIGNATURE);
  }

  private static void assertReason(FrameReader reader, byte[] frame, Reason reason) {
    assertThat(catchThrowableOfType(FrameException.class, () -> reader.read(frame)).reason())
        .isEqualTo(reason);
  }
}
