package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Value;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.message.Asked;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.EffectiveLimits;
import dev.penstock.contract.signing.message.LiveValue;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.message.Snapshot;
import dev.penstock.contract.signing.message.Ticket;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Interlock;
import dev.penstock.contract.signing.trust.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the answer to a select: the plant and the rules as they are now, and a nonce. */
final class OfferMaker {

  static final Duration TTL = Duration.ofSeconds(30);
  static final Duration TTL_WITH_APPROVALS = Duration.ofMinutes(10);
  private static final Duration LONGEST_AGE = Duration.ofDays(24);

  private final Desk desk;

  OfferMaker(Desk desk) {
    this.desk = desk;
  }

  OpenOffer make(Arrived message, Passage passage) {
    Case c = passage.c();
    int approvals = ApprovalGate.needed(c);
    Duration ttl = approvals > 0 ? TTL_WITH_APPROVALS : TTL;
    Offer offer =
        new Offer(
            new Reply(
                desk.identity().gateway(), message.keyId(), c.order().select().head().cmdId()),
            Asked.of(c.order().select(), message.digest()),
            new Ticket(desk.random(), desk.trail().incarnation(), ttl),
            new Offer.Basis(desk.mode(), desk.trust().policy().head().version()),
            new Snapshot(limits(c), values(c), interlocks(c), gates(c), approvals, forecast(c)));
    byte[] envelope = desk.replies().offer(offer);
    OpenOffer.Seen seen = new OpenOffer.Seen(typed(c), c.now() + ttl.toNanos());
    return new OpenOffer(message, c.order().select(), offer, envelope, seen);
  }

  static String digest(OpenOffer offer) {
    return Sha256.hex(offer.offer().bytes());
  }

  private static String forecast(Case c) {
    try {
      return Desk.shortened(ForecastGate.of(c).map(Forecast::words).orElse(""));
    } catch (RuntimeException e) {
      return "failed";
    }
  }

  private static EffectiveLimits limits(Case c) {
    Bounds bounds = c.permit().limits().map(Limits::bounds).orElse(Bounds.NONE);
    return new EffectiveLimits(bounds.min(), bounds.max(), bounds.maxStep(), c.permit().leaseMax());
  }

  private List<LiveValue> values(Case c) {
    List<LiveValue> values = new ArrayList<>();
    for (String point : Watched.of(c.permit().point())) {
      values.add(live(c, point));
    }
    return values;
  }

  private LiveValue live(Case c, String point) {
    String unit =
        desk.trust().policy().binding(point).map(Binding::wire).map(w -> w.unit()).orElse("1");
    Optional<Sighting> sighting = c.sights().of(point);
    if (sighting.isEmpty()) {
      return new LiveValue(point, "", unit, Quality.BAD, Duration.ZERO);
    }
    Observation o = sighting.get().observation();
    Value value = o.value();
    Duration age = Duration.ofMillis(sighting.get().age(c.now()).toMillis());
    return new LiveValue(
        point,
        value == null ? "" : Desk.shortened(value.toString()),
        unit,
        value == null ? Quality.BAD : o.judgement().quality(),
        age.compareTo(LONGEST_AGE) > 0 ? LONGEST_AGE : age);
  }

  private static Map<String, Value> typed(Case c) {
    Map<String, Value> typed = new HashMap<>();
    for (String point : Watched.of(c.permit().point())) {
      Duration age = Watched.maxAge(c.permit().point(), point);
      c.sights().good(point, age).ifPresent(value -> typed.put(point, value));
    }
    return typed;
  }

  /** The parts of an all-of one by one; anything else as a whole. */
  private static List<Check> interlocks(Case c) {
    Interlock whole = c.permit().point().guards().interlocks();
    List<Interlock> parts =
        switch (whole.kind()) {
          case NONE -> List.of();
          case ALL_OF -> whole.parts();
          case CONDITION, ANY_OF -> List.of(whole);
        };
    return parts.stream()
        .map(part -> Gates.shown(name(part), c.world().conditions().judge(part, c.sights())))
        .distinct()
        .toList();
  }

  private static String name(Interlock interlock) {
    String joiner = interlock.kind() == Interlock.Kind.ANY_OF ? " or " : " and ";
    List<String> parts =
        interlock.condition() != null
            ? List.of(interlock.condition().toString())
            : interlock.parts().stream().map(OfferMaker::name).toList();
    return Desk.shortened(String.join(joiner, parts));
  }

  private static List<Check> gates(Case c) {
    return Gates.all(c);
  }
}
