package dev.penstock.gateway.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as JSON. Times are milliseconds since 1970 by the gateway's clock; what is absent is
 * null. All counts are below 2<sup>53</sup>; a 64-bit value of a point is exact in its {@code
 * text}.
 */
final class SnapshotJson {

  private final JsonText json = new JsonText();

  private SnapshotJson() {}

  /** Everything: the first event of a stream, and the answer of {@code /api/status}. */
  static String full(Snapshot snapshot) {
    SnapshotJson it = new SnapshotJson();
    it.json.object(
        () -> {
          it.common(snapshot);
          it.json.name("points").array(snapshot.plant().points(), it::point);
        });
    return it.json.toString();
  }

  /** Everything but the points, of which only the readings that changed, by index. */
  static String changes(Snapshot now, Snapshot before) {
    SnapshotJson it = new SnapshotJson();
    it.json.object(
        () -> {
          it.common(now);
          it.json
              .name("changed")
              .array(
                  changed(now, before), i -> it.change(i, now.plant().points().get(i).reading()));
        });
    return it.json.toString();
  }

  /** Whether changes alone tell a page that knows {@code before} all there is. */
  static boolean sameDefinitions(Snapshot now, Snapshot before) {
    List<PointStatus> these = now.plant().points();
    List<PointStatus> those = before.plant().points();
    if (these.size() != those.size()
        || !now.gateway().identity().equals(before.gateway().identity())) {
      return false;
    }
    for (int i = 0; i < these.size(); i++) {
      if (!these.get(i).hasSameDefinitionAs(those.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> changed(Snapshot now, Snapshot before) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < now.plant().points().size(); i++) {
      PointReading reading = now.plant().points().get(i).reading();
      if (!Objects.equals(reading, before.plant().points().get(i).reading())) {
        indices.add(i);
      }
    }
    return indices;
  }

  private void common(Snapshot snapshot) {
    json.millis("taken_at_ms", snapshot.takenAt());
    json.name("gateway").object(() -> gateway(snapshot.gateway()));
    json.name("devices").array(snapshot.plant().devices(), this::device);
    DeliveryStatus delivery = snapshot.delivery();
    json.name("journal").object(() -> journal(delivery.journal()));
    json.name("uplinks").array(delivery.uplinks(), this::uplink);
    json.name("losses").array(delivery.losses(), this::loss);
    json.name("commands").object(() -> commands(snapshot.commands()));
  }

  private void gateway(GatewayStatus gateway) {
    json.field("id", gateway.identity().gateway());
    json.field("version", gateway.identity().version());
    json.field("epoch", gateway.identity().epoch());
    json.millis("started_at_ms", gateway.startedAt());
    condition(gateway.condition());
    json.field("clock", gateway.clock().state().name());
    json.millis("clock_error_bound_ms", gateway.clock().errorBound());
  }

  private void device(DeviceStatus device) {
    json.object(
        () -> {
          json.field("id", device.id()).field("profile", device.profile());
          json.field("driver", device.driver());
          condition(device.condition());
          json.field("points", device.traffic().points());
          json.number("values_per_second", device.traffic().valuesPerSecond());
          json.field("restarts", device.traffic().restarts());
        });
  }

  private void point(PointStatus point) {
    PointMeaning meaning = point.meaning();
    json.object(
        () -> {
          json.field("path", point.path()).field("title", meaning.title());
          json.field("unit", meaning.unit()).field("type", meaning.type().word());
          json.field("writable", meaning.writable());
          json.number("min", meaning.range().min()).number("max", meaning.range().max());
          json.name("reading");
          reading(point.reading());
        });
  }

  private void change(int index, @Nullable PointReading reading) {
    json.object(
        () -> {
          json.field("index", index).name("reading");
          reading(reading);
        });
  }

  private void reading(@Nullable PointReading reading) {
    if (reading == null) {
      json.value((String) null);
      return;
    }
    PointValue value = reading.value();
    json.object(
        () -> {
          json.number("number", value == null ? null : value.number());
          json.field("text", value == null ? null : value.text());
          json.field("quality", reading.quality().name());
          json.name("flags");
          json.array(
              reading.flags().stream().sorted(Comparator.naturalOrder()).toList(),
              flag -> json.value(flag.name()));
          json.millis("event_time_ms", reading.eventTime());
          json.field("basis", reading.basis().name());
        });
  }

  private void journal(JournalStatus journal) {
    condition(journal.condition());
    json.field("sync", journal.sync());
    json.field("rows", journal.size().rows()).field("depth", journal.size().depth());
    json.field("bytes", journal.size().bytes()).field("limit_bytes", journal.size().limitBytes());
    json.field("segments", journal.size().segments());
    json.millis("oldest_ms", journal.oldest()).millis("durable_lag_ms", journal.durableLag());
  }

  private void uplink(UplinkStatus uplink) {
    json.object(
        () -> {
          json.field("id", uplink.id());
          condition(uplink.condition());
          json.field("covered", uplink.covered()).field("pending", uplink.pending());
          json.millis("last_ack_ms", uplink.lastAck());
          json.field("sent", uplink.traffic().sent());
          json.field("rejected", uplink.traffic().rejected()).name("notes");
          json.array(List.copyOf(uplink.traffic().notes().entrySet()), this::note);
        });
  }

  private void note(Map.Entry<String, Long> note) {
    json.object(() -> json.field("what", note.getKey()).field("count", note.getValue()));
  }

  private void loss(LossStatus loss) {
    json.object(
        () -> {
          json.field("cause", loss.cause()).field("device", loss.device());
          json.field("class", loss.dataClass()).number("count", loss.count());
          json.millis("from_ms", loss.eventTime().from()).millis("to_ms", loss.eventTime().to());
        });
  }

  private void commands(CommandsStatus commands) {
    condition(commands.mode());
    json.name("recent").array(commands.recent(), this::command);
    json.name("leases").array(commands.leases(), this::lease);
  }

  private void command(CommandsStatus.Entry command) {
    json.object(
        () -> {
          json.millis("at_ms", command.at()).field("point", command.point());
          json.field("asked", command.asked()).field("issuer", command.issuer());
          condition(command.outcome());
        });
  }

  private void lease(CommandsStatus.Lease lease) {
    json.object(
        () -> {
          json.field("id", lease.id()).field("point", lease.point()).field("value", lease.value());
          json.field("holder", lease.holder()).millis("until_ms", lease.until());
        });
  }

  private void condition(Condition condition) {
    json.field("health", condition.health().word());
    json.field("state", condition.state()).field("reason", condition.reason());
  }
}
