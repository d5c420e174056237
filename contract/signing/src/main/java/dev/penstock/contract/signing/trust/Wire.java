package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;

/**
 * How a raw form becomes a value: value = raw × scale + offset.
 *
 * @param wireType the type on the wire in the protocol's own word; may be empty
 * @param unit UCUM
 */
public record Wire(ValueType type, String wireType, Decimal scale, Decimal offset, String unit) {

  public static final Decimal PLAIN_SCALE = Decimal.of(1);

  public Wire {
    Rules.require(type != ValueType.NONE, "a value has a type");
    Rules.shortWords("wire_type", wireType, 0, 64);
    Rules.shortWords("unit", unit, 1, 64);
    Rules.require(scale.signum() != 0, "scale must not be 0");
  }

  static Wire from(Fields in) {
    return new Wire(
        in.word("type", ValueType.class),
        in.words("wire_type"),
        in.decimal("scale"),
        in.decimal("offset"),
        in.words("unit"));
  }

  void write(JsonWriter out) {
    out.field("type", type.name()).field("wire_type", wireType);
    out.field("scale", scale.toString()).field("offset", offset.toString()).field("unit", unit);
  }
}
