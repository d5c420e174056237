package dev.penstock.deviceprofiles.vocabulary;

import java.util.Optional;
import java.util.SortedMap;

/** A place in a device, in the words of one protocol. */
public interface Address {

  String protocol();

  /** What the driver is given; keys that do not apply are left out. */
  SortedMap<String, String> words();

  /** The type on the wire in the protocol's own word; empty for the natural one. */
  String wireType();

  /** value = raw × scale + offset. */
  double scale();

  double offset();

  /** Why it cannot be written; empty if it can. */
  Optional<String> readOnlyBecause();

  /** What is wrong with this address for a point of this type; empty if nothing is. */
  Optional<String> unfitFor(PointType type);

  /** Why no stamp of the device itself comes with a value from here; empty if one may. */
  default Optional<String> noSourceTimeBecause() {
    return Optional.empty();
  }
}
