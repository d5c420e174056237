package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ObservationBatch;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;

final class StampsTest {

  @Test
  void countsFrom1970() {
    assertThat(Stamps.nanos(new DateTime(116_444_736_000_000_000L), null)).isZero();
    assertThat(Stamps.nanos(new DateTime(116_444_736_000_000_001L), null)).isEqualTo(100);
    assertThat(Stamps.nanos(new DateTime(116_444_735_999_999_999L), null)).isEqualTo(-100);
  }

  @Test
  void addsThePicosecondsThatMakeANanosecond() {
    DateTime time = new DateTime(116_444_736_000_000_001L);

    assertThat(Stamps.nanos(time, Unsigned.ushort(9999))).isEqualTo(199);
    assertThat(Stamps.nanos(time, Unsigned.ushort(99))).isEqualTo(100);
  }

  @Test
  void hasNoStampForNoneAndForZero() {
    assertThat(Stamps.nanos(null, null)).isEqualTo(ObservationBatch.ABSENT);
    assertThat(Stamps.nanos(DateTime.NULL_VALUE, null)).isEqualTo(ObservationBatch.ABSENT);
  }

  @Test
  void keepsTheWildestStampImplausibleInsteadOfTurningItAround() {
    long year9999 = Stamps.nanos(new DateTime(2_650_467_743_990_000_000L), Unsigned.ushort(9999));
    long year1601 = Stamps.nanos(new DateTime(1), null);

    assertThat(year9999).isGreaterThan(9_000_000_000_000_000_000L);
    assertThat(year1601)
        .isLessThan(-9_000_000_000_000_000_000L)
        .isNotEqualTo(ObservationBatch.ABSENT);
  }

  @Test
  void goesBackAndForth() {
    assertThat(Stamps.nanos(Stamps.dateTime(1_735_689_600_123_456_700L), null))
        .isEqualTo(1_735_689_600_123_456_700L);
    assertThat(Stamps.nanos(Stamps.dateTime(-100), null)).isEqualTo(-100);
  }
}
