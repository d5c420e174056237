package dev.penstock.drivers.opcua;

import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import java.util.Map;
import java.util.TreeMap;

/** Points of the test's device. */
final class Bindings {

  static final Reporting EVERY_10_MS = new Reporting(10_000_000, 0, 0, 0);

  private Bindings() {}

  static PointBinding of(int index, String name, ValueType type) {
    return at(index, name, "nsu=" + TestServer.NAMESPACE + ";s=" + name, type);
  }

  static PointBinding at(int index, String name, String nodeId, ValueType type) {
    return binding(index, name, nodeId, type, "", 1, 0, false);
  }

  static PointBinding writable(int index, String name, ValueType type) {
    return scaled(index, name, type, "", 1, 0);
  }

  /** A writable point, on the wire as said. */
  static PointBinding scaled(
      int index, String name, ValueType type, String wireType, double scale, double offset) {
    return binding(
        index,
        name,
        "nsu=" + TestServer.NAMESPACE + ";s=" + name,
        type,
        wireType,
        scale,
        offset,
        true);
  }

  private static PointBinding binding(
      int index,
      String name,
      String nodeId,
      ValueType type,
      String wireType,
      double scale,
      double offset,
      boolean writable) {
    return new PointBinding(
        index,
        "device/" + name,
        OpcUaDriver.PROTOCOL,
        new TreeMap<>(Map.of(NodeAddress.KEY, nodeId)),
        type,
        wireType,
        scale,
        offset,
        "1",
        EVERY_10_MS,
        writable);
  }
}
