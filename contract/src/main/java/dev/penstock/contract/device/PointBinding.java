package dev.penstock.contract.device;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.ValueType;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a point lives in its device and how its raw form becomes a value: what a driver needs, and
 * what a signed policy holds. value = raw × scale + offset.
 *
 * @param index in the dictionary
 * @param point {@code device/point}
 * @param protocol the driver's word: {@code opcua}, {@code mqtt}, …
 * @param address as in the profile's {@code source}, e.g. {@code nodeId} → {@code nsu=…}
 * @param wireType the type on the wire in the protocol's own word; empty for the protocol's natural
 *     one
 * @param writable whether the profile names it as a command's target
 */
public record PointBinding(
    int index,
    String point,
    String protocol,
    SortedMap<String, String> address,
    ValueType type,
    String wireType,
    double scale,
    double offset,
    String unit,
    Reporting reporting,
    boolean writable) {

  public PointBinding {
    address = Collections.unmodifiableSortedMap(new TreeMap<>(address));
    if (scale == 0 || !Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(point + ": scale must be finite and not 0");
    }
  }

  /** The word of the address under this key, or empty. */
  public String address(String key) {
    return address.getOrDefault(key, "");
  }

  /** What must not change between a signature and a write, in fixed order. */
  public byte[] canonical() {
    JsonWriter json = new JsonWriter().object().field("point", point).field("protocol", protocol);
    json.key("address").object();
    for (Map.Entry<String, String> word : address.entrySet()) {
      json.field(word.getKey(), word.getValue());
    }
    json.endObject().field("type", type.word()).field("wire_type", wireType);
    return json.field("scale", scale)
        .field("offset", offset)
        .field("unit", unit)
        .endObject()
        .bytes();
  }
}
