package dev.penstock.gateway.console;

import dev.penstock.contract.ClockState;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.ValueType;
import dev.penstock.gateway.console.PointMeaning.ValidRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A gateway at work that only exists in words: tanks that breathe, sensors in a street, a few
 * troubles to show.
 */
final class FakeGateway implements ConsoleBackend {

  private final InstantSource clock;
  private final int extraPoints;
  private final Instant startedAt;
  volatile boolean broken;
  volatile String reason = "1 device is not answering";
  volatile Condition readiness = Condition.ok("ready");

  FakeGateway(InstantSource clock, int extraPoints) {
    this.clock = clock;
    this.extraPoints = extraPoints;
    this.startedAt = clock.instant().minus(Duration.ofMinutes(134));
  }

  @Override
  public Snapshot snapshot() {
    if (broken) {
      throw new IllegalStateException("the fake gateway was told to fail");
    }
    Instant now = clock.instant();
    return new Snapshot(now, gateway(), plant(now), delivery(now), commands(now));
  }

  @Override
  public Condition readiness() {
    return readiness;
  }

  @Override
  public String metrics() {
    return "# TYPE penstock_journal_rows counter\npenstock_journal_rows 184223\n";
  }

  private GatewayStatus gateway() {
    return new GatewayStatus(
        new GatewayStatus.Identity("hall-3", "0.1.0", "9f2c41d07be85a13"),
        startedAt,
        new Condition(Health.ATTENTION, "attention", reason),
        new ClockStatus(ClockState.SYNCED, Duration.ofNanos(1_800_000)));
  }

  private PlantStatus plant(Instant now) {
    List<DeviceStatus> devices =
        List.of(
            device("tanks", "quadruple-tank@1.0.0", "opcua", Condition.ok("connected"), 9),
            device("street-1", "street-sensor@1.0.0", "mqtt", Condition.ok("connected"), 2),
            device(
                "street-2",
                "street-sensor@1.0.0",
                "mqtt",
                new Condition(
                    Health.FAULT,
                    "silent",
                    "No message since 3 min; the broker is connected, so look at the sensor's"
                        + " power"),
                2));
    List<PointStatus> points = new ArrayList<>();
    tanks(points, now);
    street(points, now);
    for (int i = 0; i < extraPoints; i++) {
      points.add(extra(i, now));
    }
    return new PlantStatus(devices, points);
  }

  private static DeviceStatus device(
      String id, String profile, String driver, Condition condition, int points) {
    double rate = condition.isOk() ? points * 2.0 : 0;
    return new DeviceStatus(
        id, profile, driver, condition, new DeviceStatus.Traffic(points, rate, 1));
  }

  private static void tanks(List<PointStatus> points, Instant now) {
    double[] rest = {12.4, 12.7, 1.8, 1.4};
    for (int i = 0; i < 4; i++) {
      double level = rest[i] + wave(now, 11 + 3 * i, i < 2 ? 2.5 : 0.9);
      points.add(
          point(
              "tanks/tank" + (i + 1) + "Level",
              new PointMeaning(
                  "Tank " + (i + 1) + " level",
                  "cm",
                  ValueType.DOUBLE,
                  false,
                  new ValidRange(0.0, 20.0)),
              good(PointValue.of(level), now.minusMillis(120))));
    }
    for (int i = 0; i < 2; i++) {
      points.add(
          point(
              "tanks/pump" + (i + 1) + "Voltage",
              new PointMeaning(
                  "Pump " + (i + 1) + " voltage",
                  "V",
                  ValueType.DOUBLE,
                  true,
                  new ValidRange(0.0, 10.0)),
              good(PointValue.of(3.0 + wave(now, 17 + i, 0.4)), now.minusMillis(140))));
    }
    points.add(
        point(
            "tanks/tank1Leak",
            new PointMeaning("Tank 1 leak valve", "", ValueType.BOOL, true, ValidRange.NONE),
            good(PointValue.of(false), now.minusSeconds(4))));
  }

  private void street(List<PointStatus> points, Instant now) {
    PointMeaning no2 =
        new PointMeaning(
            "Nitrogen dioxide", "ug/m3", ValueType.DOUBLE, false, new ValidRange(0.0, 400.0));
    PointMeaning noise =
        new PointMeaning("Sound level", "dB", ValueType.DOUBLE, false, new ValidRange(20.0, 130.0));
    points.add(
        point(
            "street-1/no2", no2, good(PointValue.of(31 + wave(now, 29, 6)), now.minusMillis(900))));
    points.add(
        point(
            "street-1/noise",
            noise,
            new PointReading(
                PointValue.of(58 + wave(now, 7, 5)),
                Quality.UNCERTAIN,
                Set.of(Flag.CALIBRATION),
                now.minusMillis(900),
                TimeBasis.GATEWAY)));
    points.add(
        point(
            "street-2/no2",
            no2,
            new PointReading(
                PointValue.of(28.25),
                Quality.UNCERTAIN,
                Set.of(Flag.STALE, Flag.COMM),
                startedAt.plusSeconds(7200),
                TimeBasis.SOURCE)));
    points.add(
        point(
            "street-2/noise",
            noise,
            new PointReading(
                null,
                Quality.BAD,
                Set.of(Flag.DEVICE),
                startedAt.plusSeconds(7200),
                TimeBasis.SERVER)));
  }

  private static PointStatus extra(int i, Instant now) {
    PointMeaning meaning =
        new PointMeaning(
            "Bearing temperature " + i, "Cel", ValueType.DOUBLE, false, ValidRange.NONE);
    boolean odd = i % 97 == 13;
    PointReading reading =
        new PointReading(
            PointValue.of(40 + wave(now, 5 + i % 50, 8)),
            odd ? Quality.UNCERTAIN : Quality.GOOD,
            odd ? Set.of(Flag.SENSOR_LIMIT) : Set.of(),
            now.minusMillis(200),
            TimeBasis.SOURCE);
    return point("line-%d/t%03d".formatted(i / 100, i), meaning, reading);
  }

  private static PointStatus point(
      String path, PointMeaning meaning, @Nullable PointReading reading) {
    return new PointStatus(path, meaning, reading);
  }

  private static PointReading good(PointValue value, Instant at) {
    return new PointReading(value, Quality.GOOD, Set.of(), at, TimeBasis.SOURCE);
  }

  private static double wave(Instant now, double periodSeconds, double height) {
    return height * Math.sin(now.toEpochMilli() / 1000.0 / periodSeconds * 2 * Math.PI);
  }

  private DeliveryStatus delivery(Instant now) {
    long rows = 184_000 + Duration.between(startedAt, now).toSeconds() * 26;
    JournalStatus journal =
        new JournalStatus(
            Condition.ok("writing"),
            "every 1 s",
            new JournalStatus.Size(rows, 1_304, 71_303_168, 2_147_483_648L, 3),
            startedAt.minus(Duration.ofHours(20)),
            Duration.ofMillis(412));
    List<UplinkStatus> uplinks =
        List.of(
            new UplinkStatus(
                "central-twin",
                Condition.ok("delivering"),
                rows - 14,
                14,
                now.minusMillis(480),
                UplinkStatus.Traffic.NONE),
            new UplinkStatus(
                "city-archive",
                new Condition(
                    Health.ATTENTION,
                    "waiting",
                    "broker.example:8883 does not answer: connection refused; next try in 8 s"),
                rows - 1_304,
                1_304,
                now.minusSeconds(51),
                new UplinkStatus.Traffic(
                    rows, 0, Map.of("frames sent again, not acknowledged in time", 7L))));
    LossStatus loss =
        new LossStatus(
            "LINK_DOWN",
            "street-2",
            "environment",
            null,
            new LossStatus.Span(startedAt.plusSeconds(7200), null));
    LossStatus overflow =
        new LossStatus(
            "OVERFLOW",
            "tanks",
            "process",
            27L,
            new LossStatus.Span(startedAt.plusSeconds(300), startedAt.plusSeconds(302)));
    return new DeliveryStatus(journal, uplinks, List.of(loss, overflow));
  }

  private CommandsStatus commands(Instant now) {
    return new CommandsStatus(
        Condition.ok("operate"),
        List.of(
            new CommandsStatus.Entry(
                startedAt.plusSeconds(7900),
                "tanks/pump1Voltage",
                "3.2 V",
                "anna",
                new Condition(Health.OK, "CONFIRMED", "Read back 3.2 V from the register")),
            new CommandsStatus.Entry(
                startedAt.plusSeconds(7420),
                "tanks/pump2Voltage",
                "11 V",
                "twin",
                new Condition(
                    Health.ATTENTION,
                    "REFUSED",
                    "LIMIT: 11 V is above the hard limit of 10 V; nothing was written"))),
        List.of(
            new CommandsStatus.Lease(
                "ab".repeat(16), "tanks/pump1Voltage", "3.2 V", "anna", now.plusSeconds(184))));
  }
}
