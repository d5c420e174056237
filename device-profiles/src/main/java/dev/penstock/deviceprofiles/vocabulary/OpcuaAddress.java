package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A variable of an OPC UA server. */
public record OpcuaAddress(
    @Setting(
            value = "Its node, by namespace URI; an index may change with each start of a server.",
            example = "nsu=urn:acme:press;s=Oil.Temp")
        String nodeId,
    @Setting(
            value = "Built-in type to write; else the node's own.",
            otherwise = "",
            example = "Float")
        String as,
    @Setting(value = "value = raw × scale + offset.", otherwise = "1") double scale,
    @Setting(value = "See scale.", otherwise = "0") double offset,
    @Setting(value = "Whether commands may write it.", otherwise = "read-write") Access access)
    implements Address {

  private static final Pattern NODE_ID =
      Pattern.compile(
          "((nsu=[^;]{1,500}|ns=[0-9]{1,5});)?(s=.{1,500}|i=[0-9]{1,10}|g=[0-9A-Fa-f-]{36}|b=[A-Za-z0-9+/]+=*)");

  /** What may be done with a node. */
  public enum Access {
    READ,
    READ_WRITE
  }

  public OpcuaAddress {
    Check.that(
        NODE_ID.matcher(nodeId).matches(),
        "nodeId",
        "must be nsu=<namespace uri>;s=<name> (or i=, g=, b=), found \"" + nodeId + "\"");
    Check.that(as.matches("[A-Za-z0-9]{0,32}"), "as", "must be a built-in type such as Double");
    Scale.check(scale, offset);
  }

  @Override
  public String protocol() {
    return "opcua";
  }

  @Override
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("nodeId", nodeId);
    return words;
  }

  @Override
  public String wireType() {
    return as;
  }

  @Override
  public Optional<String> readOnlyBecause() {
    return access == Access.READ ? Optional.of("its access is read") : Optional.empty();
  }

  @Override
  public Optional<String> unfitFor(PointType type) {
    return Scale.unfitFor(type, scale, offset);
  }
}
