package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.wire.FrameException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameStreamTest {

  private static final List<byte[]> GOOD = Synthetic.frames(false, 4, 30);

  private final List<Long> read = new ArrayList<>();
  private final List<FrameStream.Broken> broken = new ArrayList<>();

  private void stream(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    read.clear();
    broken.clear();
    FrameStream.Visitor visitor =
        new FrameStream.Visitor() {
          @Override
          public void frame(Frame frame) {
            read.add(frame.header().cover().from());
          }

          @Override
          public void broken(FrameStream.Broken found) {
            broken.add(found);
          }
        };
    try (FrameStream frames =
        new FrameStream(new ByteArrayInputStream(all.toByteArray()), FrameReader.unchecked())) {
      while (frames.next(visitor)) {
        assertThat(read.size() + broken.size()).isLessThan(10_000);
      }
    }
  }

  @Test
  void readsFrameAfterFrame() throws IOException {
    stream(GOOD.get(0), GOOD.get(1), GOOD.get(2));
    assertThat(read).containsExactly(1L, 31L, 61L);
    assertThat(broken).isEmpty();
    stream();
    assertThat(read).isEmpty();
  }

  @Test
  void namesWhatIsBrokenAndWhere() throws IOException {
    byte[] bad = GOOD.get(1).clone();
    bad[100]++;
    stream(GOOD.get(0), bad, GOOD.get(2));
    assertThat(read).containsExactly(1L, 61L);
    assertThat(broken).hasSize(1);
    assertThat(broken.get(0).offset()).isEqualTo(GOOD.get(0).length);
    assertThat(broken.get(0).bytes()).isEqualTo(bad.length);
    assertThat(broken.get(0).cause().reason()).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void findsTheNextFrameAfterRubbishAndAfterOneThatWasCutOff() throws IOException {
    byte[] half = Arrays.copyOf(GOOD.get(1), GOOD.get(1).length / 2);
    stream(
        "rubbish PNS".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        GOOD.get(0),
        half,
        GOOD.get(2),
        half);
    assertThat(read).containsExactly(1L, 61L);
    assertThat(broken).hasSize(3);
  }

  /** Whatever happens to one frame, those around it are read; every byte belongs to something. */
  @Test
  void aBrokenFrameTakesNoNeighbourAlong() throws IOException {
    for (int seed = 0; seed < 3_000; seed++) {
      byte[] bad = mutated(GOOD.get(1), new Random(seed));
      stream(GOOD.get(0), bad, GOOD.get(2));
      assertThat(read).as("seed %d", seed).contains(1L, 61L);
      long left = broken.stream().mapToLong(FrameStream.Broken::bytes).sum();
      assertThat(left).as("seed %d", seed).isLessThanOrEqualTo(bad.length);
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad =
        random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
    for (int i = random.nextInt(6); i > 0 && bad.length > 0; i--) {
      int at =
          random.nextBoolean()
              ? random.nextInt(bad.length)
              : random.nextInt(Math.min(24, bad.length));
      bad[at] = (byte) random.nextInt();
    }
    return bad;
  }
}
