package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.RawValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireValuesTest {

  private static WireValues doubles(double scale, double offset) {
    return new WireValues(Bindings.scaled(0, "p", ValueType.DOUBLE, "", scale, offset));
  }

  @ParameterizedTest
  @CsvSource({
    "INT16, 0.1, 0, 3.3, Int16:0021",
    "INT16, 0.1, 0, -3276.8, Int16:8000",
    "UINT16, 0.01, 0, 655.35, UInt16:ffff",
    "UINT16, 1, -100, -100, UInt16:0000",
    "SBYTE, 1, 0, -1, SByte:ff",
    "BYTE, 0.5, 0, 127.5, Byte:ff",
    "INT32, 1, 0, 70000, Int32:00011170",
    "UINT32, 1, 0, 4294967295, UInt32:ffffffff",
    "INT64, 1, 0, -5, Int64:fffffffffffffffb",
    "UINT64, 1, 0, 5, UInt64:0000000000000005",
    "DOUBLE, 1, 0, 3.15, Double:4009333333333333",
    "FLOAT, 1, 0, 3.3, Float:40533333",
    "DOUBLE, 0.5, 1, 3, Double:4010000000000000",
  })
  void encodesSoThatItDecodesToTheSame(
      WireType wire, double scale, double offset, double value, String expected) throws Exception {
    WireValues values = doubles(scale, offset);

    RawValue raw = values.encode(Value.of(value), wire);

    assertThat(raw).hasToString(expected);
    assertThat(values.decode(raw)).isEqualTo(Value.of(value));
  }

  @ParameterizedTest
  @CsvSource({
    "INT16, 0.1, 3300, 33000 is outside -32768 to 32767",
    "INT16, 0.1, 0.05, between two steps",
    "INT16, 0.1, -3276.9, outside",
    "UINT16, 1, -1, outside",
    "BYTE, 1, 256, outside",
    "INT64, 1, 1e19, outside",
    "FLOAT, 1, 0.123456789, would be read as",
    "FLOAT, 1, 1e39, would be read as",
    "DOUBLE, 1, NaN, not a number",
    "INT32, 1, Infinity, not a number",
    "BOOLEAN, 1, 1, a double is not written as that",
    "STRING, 1, 1, a double is not written as that",
  })
  void refusesWhatWouldComeBackAsAnother(WireType wire, double scale, double value, String why) {
    assertThatThrownBy(() -> doubles(scale, 0).encode(Value.of(value), wire))
        .isInstanceOf(NotRepresentableException.class)
        .hasMessageContaining("device/p")
        .hasMessageContaining(wire.word())
        .hasMessageContaining(why);
  }

  @Test
  void refusesAValueOfAnotherType() {
    assertThatThrownBy(() -> doubles(1, 0).encode(Value.of("3"), WireType.DOUBLE))
        .isInstanceOf(NotRepresentableException.class)
        .hasMessageContaining("the point is a double");
  }

  @Test
  void takesAWholeNumberForADouble() throws Exception {
    assertThat(doubles(0.1, 0).encode(Value.of(3L), WireType.INT16)).hasToString("Int16:001e");
  }

  @Test
  void refusesAWholeNumberThatNoDoubleCarries() {
    long tooFine = (1L << 53) + 1;

    assertThatThrownBy(() -> doubles(1, 0).encode(Value.of(tooFine), WireType.INT64))
        .isInstanceOf(NotRepresentableException.class);
  }

  @Test
  void encodesOtherTypesToo() throws Exception {
    WireValues bool = new WireValues(Bindings.writable(0, "b", ValueType.BOOL));
    WireValues text = new WireValues(Bindings.writable(0, "t", ValueType.STRING));
    WireValues bytes = new WireValues(Bindings.writable(0, "y", ValueType.BYTES));
    WireValues whole = new WireValues(Bindings.writable(0, "w", ValueType.INT64));

    assertThat(bool.encode(Value.of(true), WireType.BOOLEAN)).hasToString("Boolean:01");
    assertThat(text.encode(Value.of("zü"), WireType.STRING)).hasToString("String:7ac3bc");
    assertThat(bytes.encode(Value.of(new byte[] {1, -1}), WireType.BYTE_STRING))
        .hasToString("ByteString:01ff");
    assertThat(whole.encode(Value.of(Long.MIN_VALUE), WireType.INT64))
        .hasToString("Int64:8000000000000000");
    assertThat(whole.encode(Value.of(1_735_689_600_000_000_100L), WireType.DATE_TIME).wireType())
        .isEqualTo("DateTime");
  }

  @Test
  void refusesATimeFinerThanTheWireHas() {
    WireValues whole = new WireValues(Bindings.writable(0, "w", ValueType.INT64));

    assertThatThrownBy(() -> whole.encode(Value.of(1_735_689_600_000_000_042L), WireType.DATE_TIME))
        .isInstanceOf(NotRepresentableException.class);
  }
}
