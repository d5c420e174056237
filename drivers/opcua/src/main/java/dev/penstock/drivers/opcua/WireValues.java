package dev.penstock.drivers.opcua;

import dev.penstock.contract.DecimalText;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.RawValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The value of one point in the bytes of its wire type, and back. What does not come back exactly
 * is refused; nothing is rounded, clamped or cut.
 */
final class WireValues {

  private final PointBinding binding;
  private final Scaling scaling;
  private final Reading reading;

  WireValues(PointBinding binding) {
    this.binding = binding;
    this.scaling = new Scaling(binding.scale(), binding.offset());
    this.reading = new Reading(binding);
  }

  RawValue encode(Value value, WireType wire) throws NotRepresentableException {
    if (!wire.fits(binding.type())) {
      throw no(value, wire, "a " + binding.type().word() + " is not written as that");
    }
    if (value.type() != binding.type() && !isWholeForDouble(value)) {
      throw no(value, wire, "the point is a " + binding.type().word());
    }
    RawValue raw = RawValue.of(wire.word(), bytes(value, wire));
    Value back = decode(raw);
    if (back == null || !same(back, value)) {
      throw no(value, wire, "it would be read as " + back);
    }
    return raw;
  }

  /** The value of these bytes; null if they are of another type than the point's. */
  @Nullable Value decode(RawValue raw) {
    WireType wire =
        WireType.of(raw.wireType())
            .orElseThrow(
                () -> new IllegalArgumentException("no OPC UA type named " + raw.wireType()));
    ObservationBatch scratch = new ObservationBatch();
    int row = scratch.add(binding.index(), Kind.READ_BACK, Trigger.UNKNOWN);
    return reading.put(scratch, row, wire.object(raw.bytes())) ? scratch.value(row) : null;
  }

  private byte[] bytes(Value value, WireType wire) throws NotRepresentableException {
    return switch (wire) {
      case BOOLEAN -> wire.bytes(value.bits());
      case STRING, BYTE_STRING -> value.bytes();
      case DATE_TIME -> wire.bytes(Stamps.dateTime(value.bits()).utcTime());
      case DOUBLE -> wire.bytes(Double.doubleToLongBits(number(value, wire)));
      case FLOAT -> wire.bytes(Float.floatToIntBits((float) number(value, wire)));
      default -> wire.bytes(whole(value, wire).longValue());
    };
  }

  /** A real number for a real wire type. */
  private double number(Value value, WireType wire) throws NotRepresentableException {
    double number = value.asDouble();
    if (!Double.isFinite(number)) {
      throw no(value, wire, "it is not a number");
    }
    return scaling.isIdentity() ? number : raw(value, wire).doubleValue();
  }

  private BigInteger whole(Value value, WireType wire) throws NotRepresentableException {
    BigDecimal raw = raw(value, wire);
    if (raw.stripTrailingZeros().scale() > 0) {
      throw no(value, wire, "it lies between two steps of " + DecimalText.of(binding.scale()));
    }
    BigInteger whole = raw.toBigIntegerExact();
    if (whole.compareTo(wire.least()) < 0 || whole.compareTo(wire.most()) > 0) {
      throw no(value, wire, whole + " is outside " + wire.least() + " to " + wire.most());
    }
    return whole;
  }

  private BigDecimal raw(Value value, WireType wire) throws NotRepresentableException {
    if (value.type() == ValueType.INT64) {
      return scaling.invert(BigDecimal.valueOf(value.bits()));
    }
    double number = value.asDouble();
    if (!Double.isFinite(number)) {
      throw no(value, wire, "it is not a number");
    }
    return scaling.invert(new BigDecimal(DecimalText.of(number)));
  }

  private boolean isWholeForDouble(Value value) {
    return binding.type() == ValueType.DOUBLE && value.type() == ValueType.INT64;
  }

  private static boolean same(Value back, Value asked) {
    return back.equals(asked)
        || (back.type() == ValueType.DOUBLE
            && asked.isNumber()
            && back.asDouble() == asked.asDouble());
  }

  private NotRepresentableException no(Value value, WireType wire, String why) {
    return new NotRepresentableException(
        binding.point()
            + ": "
            + value
            + " cannot be written as "
            + wire.word()
            + (scaling.isIdentity() ? "" : " at scale " + DecimalText.of(binding.scale()))
            + ": "
            + why);
  }
}
