package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScalingTest {

  @Test
  void readsTenthsAsPeopleWriteThem() {
    Scaling tenths = new Scaling(0.1, 0);

    assertThat(tenths.apply(33L)).isEqualTo(3.3);
    assertThat(33 * 0.1).isNotEqualTo(3.3);
  }

  @Test
  void roundsOnceWhateverScaleAndOffset() {
    double[] scales = {0.1, 0.01, 0.001, 1, 2, 0.25, -0.1, 1.8, 1e-9, 3.0517578125e-05, 1e20, 0.3};
    double[] offsets = {0, 32, -273.15, 0.5, 1e-7};
    Random random = new Random(7);
    for (double scale : scales) {
      for (double offset : offsets) {
        Scaling scaling = new Scaling(scale, offset);
        for (int i = 0; i < 200; i++) {
          long raw = random.nextLong() >> random.nextInt(64);
          double exact =
              new BigDecimal(raw)
                  .multiply(BigDecimal.valueOf(scale))
                  .add(BigDecimal.valueOf(offset))
                  .doubleValue();
          assertThat(scaling.apply(raw)).as("%d × %s + %s", raw, scale, offset).isEqualTo(exact);
        }
      }
    }
  }

  @Test
  void invertsExactly() {
    assertThat(new Scaling(0.1, 0).invert(new BigDecimal("3300")))
        .isEqualByComparingTo(new BigDecimal("33000"));
    assertThat(new Scaling(1.8, 32).invert(new BigDecimal("212")))
        .isEqualByComparingTo(new BigDecimal("100"));
    assertThat(new Scaling(0.1, 0).invert(new BigDecimal("0.05")))
        .isEqualByComparingTo(new BigDecimal("0.5"));
  }

  @Test
  void leavesNumbersAloneWithoutScale() {
    assertThat(new Scaling(1, 0).isIdentity()).isTrue();
    assertThat(new Scaling(1, 0).apply(0.1 + 0.2)).isEqualTo(0.1 + 0.2);
    assertThat(new Scaling(1, 0.5).isIdentity()).isFalse();
  }
}
