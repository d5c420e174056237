package dev.penstock.contract.signing;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the public keys that a reader knows. */
@FunctionalInterface
public interface KeyLookup {

  /** The key with this id, or null. */
  @Nullable VerifyKey find(String keyId);

  static KeyLookup of(Collection<VerifyKey> keys) {
    Map<String, VerifyKey> byId =
        keys.stream()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(VerifyKey::keyId, Function.identity()));
    return byId::get;
  }

  static KeyLookup of(VerifyKey key) {
    return id -> key.keyId().equals(id) ? key : null;
  }
}
