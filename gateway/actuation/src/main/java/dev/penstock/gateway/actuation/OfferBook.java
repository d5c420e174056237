package dev.penstock.gateway.actuation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The offers of this run, by the digest that an OPERATE names. They live in memory and on the
 * monotonic clock alone: what was replayed, delayed, queued or restored from a disk finds nothing.
 */
final class OfferBook {

  private static final int MOST = 256;

  private final Map<String, OpenOffer> offers = new LinkedHashMap<>();

  /** Puts an offer in; the oldest goes if there are too many. */
  void put(String digest, OpenOffer offer) {
    if (offers.size() >= MOST) {
      offers.remove(offers.keySet().iterator().next());
    }
    offers.put(digest, offer);
  }

  Optional<OpenOffer> find(String digest) {
    return Optional.ofNullable(offers.get(digest));
  }

  /** By the digest of its select, which a CANCEL names. */
  Optional<OpenOffer> ofSelect(String selectDigest) {
    return offers.values().stream()
        .filter(offer -> offer.arrived().digest().equals(selectDigest))
        .findFirst();
  }

  /** Takes out, and marks EXPIRED, what ran out without having been operated. */
  List<OpenOffer> expire(long nowMono) {
    List<OpenOffer> gone = new ArrayList<>();
    offers.values().stream()
        .filter(o -> o.state() == CommandState.SELECTED && o.isExpired(nowMono))
        .forEach(gone::add);
    gone.forEach(offer -> offer.to(CommandState.EXPIRED));
    return gone;
  }

  /** New rules: nobody has signed for what they say. */
  void cancelAll() {
    offers.values().stream()
        .filter(offer -> offer.state() == CommandState.SELECTED)
        .forEach(offer -> offer.to(CommandState.CANCELLED));
  }
}
