package dev.penstock.gateway.actuation;

/** Sends signed envelopes to whoever holds a key. */
@FunctionalInterface
public interface ReplyPort {

  /** Does not wait and does not throw: an unreachable recipient asks again. */
  void send(String keyId, byte[] envelope);
}
