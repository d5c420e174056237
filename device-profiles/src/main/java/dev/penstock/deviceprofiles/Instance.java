package dev.penstock.deviceprofiles;

import dev.penstock.contract.Names;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One device of a profile's type.
 *
 * @param device its id
 * @param asset IRI of the thing; empty for {@code urn:penstock:asset:<device>}
 * @param address what this device's address has of its own: {@code unit} (Modbus), {@code chip}
 *     (GPIO), {@code baseTopic} (MQTT, before every topic), {@code namespaceUri} (OPC UA, instead
 *     of the profile's)
 */
public record Instance(String device, String asset, SortedMap<String, String> address) {

  /** The words an instance's address may have. */
  public static final List<String> WORDS = List.of("unit", "chip", "baseTopic", "namespaceUri");

  public Instance {
    Names.id("device", device);
    asset = asset.isEmpty() ? "urn:penstock:asset:" + device : asset;
    if (!Identifiers.isConcept(asset)) {
      throw new IllegalArgumentException(
          "asset: must be an IRI or an IRDI, found \"" + asset + "\"");
    }
    for (String word : address.keySet()) {
      if (!WORDS.contains(word)) {
        throw new IllegalArgumentException(
            "address." + word + ": there is no such word; allowed: " + String.join(", ", WORDS));
      }
    }
    address = Collections.unmodifiableSortedMap(new TreeMap<>(address));
  }

  /** A device at the profile's own addresses. */
  public static Instance of(String device, String asset) {
    return new Instance(device, asset, new TreeMap<>());
  }

  /** The profile's address as this device has it. */
  SortedMap<String, String> place(String protocol, SortedMap<String, String> words) {
    SortedMap<String, String> placed = new TreeMap<>(words);
    switch (protocol) {
      case "modbus" -> placed.replace("unit", address.getOrDefault("unit", words.get("unit")));
      case "gpio" -> placed.replace("chip", address.getOrDefault("chip", words.get("chip")));
      case "mqtt" -> placed.replaceAll((key, word) -> mqtt(key, word.replace("{device}", device)));
      case "opcua" -> placed.replaceAll((key, word) -> key.equals("nodeId") ? nodeId(word) : word);
      default -> {}
    }
    return placed;
  }

  private String mqtt(String key, String word) {
    String base = address.getOrDefault("baseTopic", "");
    boolean topic = key.equals("topic") || key.equals("commandTopic");
    return base.isEmpty() || !topic ? word : base + (base.endsWith("/") ? "" : "/") + word;
  }

  private String nodeId(String nodeId) {
    String uri = address.get("namespaceUri");
    boolean named = nodeId.startsWith("nsu=");
    return uri == null || !named ? nodeId : "nsu=" + uri + nodeId.substring(nodeId.indexOf(';'));
  }
}
