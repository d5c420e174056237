package dev.penstock.contract.signing.client;

import dev.penstock.contract.signing.message.Receipt;
import org.jspecify.annotations.Nullable;

/** The answer to a select: an offer, or a receipt that refuses, or neither in time. */
public record Answer(@Nullable SignedOffer offered, @Nullable Receipt refusal) {

  static final Answer SILENCE = new Answer(null, null);

  public boolean isOffered() {
    return offered != null;
  }

  /** Neither an offer nor a refusal came in time. */
  public boolean isSilent() {
    return offered == null && refusal == null;
  }
}
