package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last look before a write: the point and everything that decides about it, read from the
 * devices now. What it lets through must be written within {@link #LONGEST} of its first read.
 */
final class FinalCheck {

  static final Duration LONGEST = Duration.ofMillis(250);

  private final Desk desk;

  FinalCheck(Desk desk) {
    this.desk = desk;
  }

  /**
   * @param before what the read-back showed before the write; null if it showed nothing good
   */
  record Passed(PointWriter writer, @Nullable Value before) {}

  /** Either a way to write, or why not. */
  record Result(Finding finding, @Nullable Passed passed) {
    static Result no(Finding finding) {
      return new Result(finding, null);
    }
  }

  Result of(Order order, Permit permit, OpenOffer offer) {
    BoundPoint point = permit.point();
    Optional<DeviceSession> session = desk.plant().session(point.binding().device());
    if (session.isEmpty()) {
      return Result.no(Finding.unknown(Reason.DEVICE_UNREACHABLE, point.binding().device()));
    }
    Finding bound = Links.check(session.get(), point.binding());
    Optional<PointWriter> writer = session.get().writer();
    if (!bound.isYes() || writer.isEmpty()) {
      return Result.no(
          bound.isYes() ? Finding.no(Reason.CANNOT_WRITE, point.binding().device()) : bound);
    }
    DeviceReading reading = read(point);
    Case c = new Case(order, permit, reading, desk.world());
    Finding finding = Gates.pass(c, Moment.FINAL_CHECK).finding();
    if (finding.isYes()) {
      finding = deadlines(order, offer, reading);
    }
    Value before = reading.good(point.readBack().point(), Duration.ofSeconds(1)).orElse(null);
    return finding.isYes()
        ? new Result(finding, new Passed(writer.get(), before))
        : Result.no(withTrouble(finding, reading));
  }

  private Finding deadlines(Order order, OpenOffer offer, DeviceReading reading) {
    if (desk.find(order.keyId()).isEmpty()) {
      return Finding.no(Reason.KEY_REVOKED, order.issuer().name());
    }
    long now = desk.now();
    if (offer.isExpired(now)) {
      return Finding.no(Reason.SELECT_EXPIRED, "");
    }
    long took = now - reading.mono();
    return Finding.require(took <= LONGEST.toNanos(), Reason.TOO_LATE, took / 1_000_000 + " ms");
  }

  private static Finding withTrouble(Finding finding, DeviceReading reading) {
    String trouble = reading.trouble();
    return trouble.isEmpty()
        ? finding
        : new Finding(finding.result(), finding.reason(), finding.detail() + "; " + trouble);
  }

  /** One request for each device; the clock starts before the first. */
  private DeviceReading read(BoundPoint point) {
    DeviceReading reading = DeviceReading.begin(desk.now());
    Map<String, List<String>> byDevice = new LinkedHashMap<>();
    for (String input : Watched.of(point)) {
      if (countsWithLastValue(input)) {
        desk.plant().seen(input).ifPresent(sighting -> reading.add(input, sighting));
      } else {
        byDevice.computeIfAbsent(Names.device(input), d -> new ArrayList<>()).add(input);
      }
    }
    byDevice.forEach(
        (device, points) ->
            desk.plant()
                .session(device)
                .ifPresent(session -> reading.read(session, points, LONGEST)));
    return reading;
  }

  private boolean countsWithLastValue(String input) {
    Optional<Binding> binding = desk.trust().policy().binding(input);
    return binding.map(b -> b.endpoint().lastValueCounts()).orElse(false);
  }
}
