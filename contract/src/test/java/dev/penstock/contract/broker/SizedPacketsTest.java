package dev.penstock.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SizedPacketsTest {

  private static final int PUBLISH = 0x30;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private void packet(int body) {
    sent.write(PUBLISH);
    int rest = body;
    do {
      sent.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
      rest >>= 7;
    } while (rest > 0);
    byte[] filled = new byte[body];
    Arrays.fill(filled, (byte) 0xFF); // Would be a length without an end.
    sent.writeBytes(filled);
  }

  private InputStream received() {
    return new SizedPackets(new ByteArrayInputStream(sent.toByteArray()));
  }

  @Test
  void packetsOfAnySizeOneCanTakeComeThroughHoweverTheyAreRead() throws IOException {
    for (int body : new int[] {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152}) {
      packet(body);
    }
    InputStream in = received();
    Random random = new Random(1);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[5000];
    int count = 0;
    while (count >= 0) {
      read.write(some, 0, count);
      if (random.nextBoolean()) {
        int one = in.read();
        count = one < 0 ? -1 : 1;
        some[0] = (byte) one;
      } else {
        count = in.read(some, 0, 1 + random.nextInt(some.length));
      }
    }

    assertThat(read.toByteArray()).isEqualTo(sent.toByteArray());
  }

  @Test
  void aLengthThatNobodyCanMeanIsRefusedBeforeRoomIsMadeForIt() {
    packet(5);
    sent.writeBytes(new byte[] {PUBLISH, -1, -1, -1, 0x7F});

    assertThatThrownBy(() -> received().readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void aLengthWithoutAnEndIsRefused() {
    sent.writeBytes(new byte[] {PUBLISH, -128, -128, -128, -128, 0});

    assertThatThrownBy(() -> received().readAllBytes()).isInstanceOf(IOException.class);
  }
}
