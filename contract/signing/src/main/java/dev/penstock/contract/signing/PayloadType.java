package dev.penstock.contract.signing;

import java.util.Locale;
import java.util.Optional;

/**
 * What an envelope holds. The type is part of what is signed, so a signature over one kind is none
 * over another.
 */
public enum PayloadType {
  SELECT(Limits.MESSAGE, 1),
  OPERATE(Limits.MESSAGE, 1),
  APPROVAL(Limits.MESSAGE, 1),
  CONTROL(Limits.MESSAGE, 1),
  PULSE(Limits.MESSAGE, 1),
  ACK(Limits.MESSAGE, 1),
  REPLAY(Limits.MESSAGE, 1),
  MODE(Limits.MESSAGE, 1),
  COSIGNATURE(Limits.MESSAGE, 1),
  /**
   * Opens the next origin of a log that was rolled back; as many signatures as the roster needs.
   */
  RESUME(Limits.MESSAGE, Limits.SIGNATURES),
  OFFER(Limits.MESSAGE, 1),
  RECEIPT(Limits.MESSAGE, 1),
  CHALLENGE(Limits.MESSAGE, 1),
  CHECKPOINT(Limits.MESSAGE, 1),
  ROOT(Limits.DOCUMENT, Limits.SIGNATURES),
  POLICY(Limits.DOCUMENT, Limits.SIGNATURES),
  ROSTER(Limits.DOCUMENT, Limits.SIGNATURES),
  FRESHNESS(Limits.DOCUMENT, Limits.SIGNATURES),
  REVOCATION(Limits.DOCUMENT, Limits.SIGNATURES),
  /** The payload is a native frame, not JSON. */
  BIRTH(Limits.DOCUMENT, 1);

  private final int maxBytes;
  private final int maxSignatures;

  PayloadType(int maxBytes, int maxSignatures) {
    this.maxBytes = maxBytes;
    this.maxSignatures = maxSignatures;
  }

  /** The {@code kind} inside the payload: {@code select}. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type string of the envelope. */
  public String mediaType() {
    return "application/vnd.penstock." + kind() + ".v1+" + (this == BIRTH ? "frame" : "json");
  }

  /** Limit of the envelope as it travels, and so of its payload. */
  public int maxBytes() {
    return maxBytes;
  }

  public int maxSignatures() {
    return maxSignatures;
  }

  static Optional<PayloadType> ofMediaType(String mediaType) {
    for (PayloadType type : values()) {
      if (type.mediaType().equals(mediaType)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static final class Limits {
    static final int MESSAGE = 16 * 1024;
    static final int DOCUMENT = 1024 * 1024;
    static final int SIGNATURES = 16;
  }
}
