package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a point really is: what the policy's signers saw, and what a driver must agree with.
 *
 * @param point {@code device/point}
 * @param protocol the driver's word
 * @param address the words of the address, by key
 */
public record Binding(
    String point,
    String protocol,
    SortedMap<String, String> address,
    Wire wire,
    Endpoint endpoint) {

  private static final int MAX_ADDRESS_WORDS = 32;

  public Binding {
    Names.path(point);
    Texts.id("protocol", protocol);
    address = Collections.unmodifiableSortedMap(new TreeMap<>(address));
    Rules.require(address.size() <= MAX_ADDRESS_WORDS, point + ": too many words of address");
    address.forEach(
        (key, word) -> {
          Texts.id("address", key);
          Texts.words("address", word);
        });
  }

  /** What a driver was set up with, as a proposal to be signed. */
  public static Binding of(PointBinding from, Endpoint endpoint) {
    Wire wire =
        new Wire(
            from.type(),
            from.wireType(),
            Decimal.of(from.scale()),
            Decimal.of(from.offset()),
            from.unit());
    return new Binding(from.point(), from.protocol(), from.address(), wire, endpoint);
  }

  /** Whether a driver was set up with exactly this; the endpoint is proved by its session. */
  public boolean matches(PointBinding driver) {
    return point.equals(driver.point())
        && protocol.equals(driver.protocol())
        && address.equals(driver.address())
        && wire.type() == driver.type()
        && wire.wireType().equals(driver.wireType())
        && wire.scale().asDouble() == driver.scale()
        && wire.offset().asDouble() == driver.offset()
        && wire.unit().equals(driver.unit());
  }

  public String device() {
    return Names.device(point);
  }

  /** Names the binding in the audit log. */
  public String sha256() {
    JsonWriter out = new JsonWriter().object();
    write(out);
    return Sha256.hex(out.endObject().bytes());
  }

  static Binding from(Fields in) {
    Map<String, String> address = in.dictionary("address", MAX_ADDRESS_WORDS);
    return new Binding(
        in.id("point"),
        in.id("protocol"),
        new TreeMap<>(address),
        in.object("wire", Wire::from),
        in.object("endpoint", Endpoint::from));
  }

  void write(JsonWriter out) {
    out.field("point", point).field("protocol", protocol);
    Payload.dictionary(out, "address", address);
    Payload.object(out, "wire", wire, Wire::write);
    Payload.object(out, "endpoint", endpoint, Endpoint::write);
  }
}
