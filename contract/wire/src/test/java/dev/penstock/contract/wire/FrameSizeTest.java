package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes do not depend on the machine, so they can be held. */
class FrameSizeTest {

  private static double bytesARow(boolean noisy, int rows) {
    List<byte[]> frames = Synthetic.frames(noisy, 20, rows);
    return frames.stream().mapToInt(f -> f.length).sum() / (20.0 * rows);
  }

  @Test
  void measurementsTakeAtMostTenBytesWithEveryField() {
    assertThat(bytesARow(false, 500)).isLessThan(10);
    assertThat(bytesARow(false, 1000)).isLessThan(10);
  }

  @Test
  void valuesWithAllTheirDigitsTakeTheirEightBytesMore() {
    assertThat(bytesARow(true, 500)).isLessThan(16);
  }

  @Test
  void evenASingleRowIsSmallerThanItsDebugForm() throws FrameException {
    Frame frame = FrameReader.unchecked().read(Synthetic.frames(false, 1, 500).get(0));
    double json =
        FrameJson.lines(frame, Samples.DICTIONARY).stream()
                .skip(1)
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum()
            / 500.0;
    StringBuilder table = new StringBuilder("as JSON lines: " + json + " B a row\n");
    for (int rows : new int[] {1, 10, 40, 500, 1000}) {
      double bytes = bytesARow(false, rows);
      table.append(
          String.format("%d rows: %.1f, all digits %.1f%n", rows, bytes, bytesARow(true, rows)));
      assertThat(bytes).isLessThan(json);
    }
    System.out.println(table); // For docs/wire-format.md.
  }
}
