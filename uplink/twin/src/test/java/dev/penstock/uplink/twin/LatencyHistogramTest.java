package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void percentilesAreWithinASixteenthOfTheTruth() {
    Random random = new Random(1);
    long[] values = new long[10_000];
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(random.nextDouble() * 25);
      histogram.record(values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
      long truth = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(histogram.percentile(share)).isBetween(truth, truth + truth / 16 + 1);
    }
  }

  @Test
  void nothingRecordedIsZeroAndExtremesFit() {
    LatencyHistogram histogram = new LatencyHistogram();
    assertThat(histogram.percentile(0.5)).isZero();
    histogram.record(-5);
    assertThat(histogram.percentile(0.5)).isZero();
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.percentile(1)).isEqualTo(Long.MAX_VALUE);
  }
}
