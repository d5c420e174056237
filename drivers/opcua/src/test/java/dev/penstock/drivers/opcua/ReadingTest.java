package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingTest {

  private final ObservationBatch batch = new ObservationBatch();

  private boolean fill(ValueType type, Object raw) {
    return fill(type, new DataValue(Variant.of(raw), StatusCode.GOOD));
  }

  private boolean fill(ValueType type, DataValue value) {
    batch.clear();
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    return new Reading(Bindings.of(0, "p", type)).fill(batch, row, value);
  }

  private Value read(ValueType type, Object raw) {
    assertThat(fill(type, raw)).isTrue();
    assertThat(batch.quality(0)).isEqualTo(Quality.GOOD);
    Value value = batch.value(0);
    assertThat(value).isNotNull();
    return value;
  }

  @Test
  void widensWhatADoubleCarriesExactly() {
    assertThat(read(ValueType.DOUBLE, 1.25)).isEqualTo(Value.of(1.25));
    assertThat(read(ValueType.DOUBLE, (short) -3)).isEqualTo(Value.of(-3.0));
    assertThat(read(ValueType.DOUBLE, Unsigned.ubyte(200))).isEqualTo(Value.of(200.0));
    assertThat(read(ValueType.DOUBLE, Unsigned.uint(4_000_000_000L))).isEqualTo(Value.of(4e9));
    assertThat(read(ValueType.DOUBLE, 1L << 53)).isEqualTo(Value.of((double) (1L << 53)));
  }

  @Test
  void takesAFloatAsTheDecimalItStandsFor() {
    assertThat(read(ValueType.DOUBLE, 20.1f)).isEqualTo(Value.of(20.1));
    assertThat(read(ValueType.DOUBLE, -0.0001f)).isEqualTo(Value.of(-0.0001));
    assertThat(read(ValueType.DOUBLE, 16_777_216f)).isEqualTo(Value.of(16_777_216.0));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-30f, 3.4e38f, 0.1f, 123.456f, 1 / 3f, -7.77e-6f, 8388607.5f})
  void everyFloatComesBackFromItsDecimal(float value) {
    assertThat((float) Reading.decimal(value)).isEqualTo(value);
  }

  @Test
  void refusesAnIntegerThatADoubleWouldRound() {
    assertThat(fill(ValueType.DOUBLE, (1L << 53) + 1)).isFalse();
    assertThat(fill(ValueType.DOUBLE, Unsigned.ulong(-1))).isFalse();
  }

  @Test
  void readsIntegersAndTimesAsIntegers() {
    DateTime time = Stamps.dateTime(1_735_689_600_000_000_100L);

    assertThat(read(ValueType.INT64, 7)).isEqualTo(Value.of(7L));
    assertThat(read(ValueType.INT64, Unsigned.ulong(5))).isEqualTo(Value.of(5L));
    assertThat(read(ValueType.INT64, time)).isEqualTo(Value.of(1_735_689_600_000_000_100L));
    assertThat(fill(ValueType.INT64, Unsigned.ulong(-1))).isFalse();
    assertThat(fill(ValueType.INT64, 1.0)).isFalse();
  }

  @Test
  void readsTextsBytesAndArrays() {
    assertThat(read(ValueType.STRING, "on")).isEqualTo(Value.of("on"));
    assertThat(read(ValueType.STRING, LocalizedText.english("on"))).isEqualTo(Value.of("on"));
    assertThat(read(ValueType.BYTES, ByteString.of(new byte[] {1, 2})))
        .isEqualTo(Value.of(new byte[] {1, 2}));
    assertThat(read(ValueType.DOUBLES, new Integer[] {1, 2}))
        .isEqualTo(Value.of(new double[] {1, 2}));
    assertThat(read(ValueType.BOOL, true)).isEqualTo(Value.of(true));
  }

  @Test
  void refusesAnotherTypeAsAMistakeOfConfiguration() {
    assertThat(fill(ValueType.DOUBLE, "1.5")).isFalse();
    assertThat(fill(ValueType.BOOL, 1)).isFalse();
    assertThat(fill(ValueType.STRING, 1)).isFalse();
    assertThat(fill(ValueType.DOUBLES, new String[] {"1"})).isFalse();
    assertThat(fill(ValueType.DOUBLE, new Double[] {1.0})).isFalse();

    assertThat(batch.quality(0)).isEqualTo(Quality.BAD);
    assertThat(batch.status(0)).isEqualTo(StatusCodes.BAD_TYPE_MISMATCH);
    assertThat(Flag.CONFIG.in(batch.flags(0))).isTrue();
    assertThat(batch.value(0)).isNull();
  }

  @Test
  void keepsWhatIsNotANumberButLetsNobodyComputeWithIt() {
    assertThat(fill(ValueType.DOUBLE, Double.NaN)).isTrue();
    assertThat(batch.quality(0)).isEqualTo(Quality.UNCERTAIN);
    assertThat(Flag.OUT_OF_RANGE.in(batch.flags(0))).isTrue();
    assertThat(batch.number(0)).isNaN();

    assertThat(fill(ValueType.DOUBLE, Float.NEGATIVE_INFINITY)).isTrue();
    assertThat(batch.number(0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aBadStatusTakesTheValueAwayAndIsKept() {
    assertThat(fill(ValueType.DOUBLE, new DataValue(Variant.of(1.5), new StatusCode(0x808C0000L))))
        .isTrue();

    assertThat(batch.quality(0)).isEqualTo(Quality.BAD);
    assertThat(batch.status(0)).isEqualTo(0x808C0000);
    assertThat(Flag.DEVICE.in(batch.flags(0))).isTrue();
    assertThat(batch.value(0)).isNull();
  }

  @Test
  void aGoodStatusWithoutAValueIsBad() {
    assertThat(fill(ValueType.DOUBLE, new DataValue(Variant.NULL_VALUE, StatusCode.GOOD))).isTrue();

    assertThat(batch.quality(0)).isEqualTo(Quality.BAD);
    assertThat(batch.status(0)).isZero();
  }
}
