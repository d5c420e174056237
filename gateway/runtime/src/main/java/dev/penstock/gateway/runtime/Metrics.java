package dev.penstock.gateway.runtime;

import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.uplink.UplinkStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Everything that is counted, read when somebody asks; the hot path does not know of it. */
final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

  Metrics(List<DeviceSlot> devices, Journal journal, List<UplinkSlot> uplinks, LossLedger losses) {
    devices(devices);
    points(devices);
    journal(journal);
    uplinks(uplinks);
    losses(losses);
  }

  String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void devices(List<DeviceSlot> devices) {
    device("handed", "Observations handed over by a device.", devices, DeviceIntake::handed);
    device("journaled", "Observations journaled.", devices, DeviceIntake::journaled);
    device("lost", "Observations lost before the journal.", devices, DeviceIntake::lost);
    device(
        "reported_lost",
        "Observations that the device or its protocol reported as lost, part of lost.",
        devices,
        DeviceIntake::reported);
    CounterWithCallback.builder()
        .name("penstock_device_restarts_total")
        .help("How often a device's session was opened again.")
        .labelNames("device")
        .callback(c -> devices.forEach(d -> c.call(d.restarts(), d.intake().name())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("penstock_device_up")
        .help("1 while a device is connected.")
        .labelNames("device")
        .callback(c -> devices.forEach(d -> c.call(up(d), d.intake().name())))
        .register(registry);
  }

  private static double up(DeviceSlot device) {
    return switch (device.intake().link().state()) {
      case UP, DEGRADED -> 1;
      case CONNECTING, DOWN -> 0;
    };
  }

  private void device(
      String what, String help, List<DeviceSlot> devices, ToDoubleFunction<DeviceIntake> count) {
    CounterWithCallback.builder()
        .name("penstock_device_observations_" + what + "_total")
        .help(help)
        .labelNames("device")
        .callback(
            c -> devices.forEach(d -> c.call(count.applyAsDouble(d.intake()), d.intake().name())))
        .register(registry);
  }

  /** By the class of the points, as admission and uplinks know them. */
  private void points(List<DeviceSlot> devices) {
    CounterWithCallback.builder()
        .name("penstock_class_observations_journaled_total")
        .help("Observations journaled, by device and data class.")
        .labelNames("device", "class")
        .callback(
            c ->
                devices.forEach(
                    d ->
                        d.intake()
                            .journaledByClass()
                            .forEach((dataClass, n) -> c.call(n, d.intake().name(), dataClass))))
        .register(registry);
  }

  private void journal(Journal journal) {
    gauge("penstock_journal_rows", "Rows held.", journal, JournalStatus::rows);
    gauge("penstock_journal_bytes", "Bytes on disk.", journal, JournalStatus::bytes);
    gauge(
        "penstock_journal_held_bytes",
        "Bytes that a required uplink still waits for.",
        journal,
        JournalStatus::held);
    gauge("penstock_journal_limit_bytes", "Bytes allowed.", journal, JournalStatus::limit);
    gauge("penstock_journal_segments", "Segments held.", journal, JournalStatus::segments);
    gauge("penstock_journal_last_sequence", "Last sequence.", journal, JournalStatus::lastSequence);
    gauge(
        "penstock_journal_durable_sequence",
        "Last sequence that survives a power cut.",
        journal,
        JournalStatus::durableSequence);
  }

  private void gauge(
      String name, String help, Journal journal, ToDoubleFunction<JournalStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(c -> c.call(value.applyAsDouble(journal.status())))
        .register(registry);
  }

  private void uplinks(List<UplinkSlot> uplinks) {
    uplink("sent_total", "Rows sent, repeats counted.", uplinks, UplinkStatus::sent);
    uplink("acked_total", "Rows the centre has confirmed.", uplinks, UplinkStatus::acked);
    uplink("rejected_total", "Rows the centre refused.", uplinks, UplinkStatus::rejected);
    GaugeWithCallback.builder()
        .name("penstock_uplink_pending")
        .help("Rows journaled and not confirmed.")
        .labelNames("uplink")
        .callback(
            c -> uplinks.forEach(u -> c.call((double) u.status().pending(), u.plan().uplink())))
        .register(registry);
  }

  private void uplink(
      String what, String help, List<UplinkSlot> uplinks, ToDoubleFunction<UplinkStatus> count) {
    CounterWithCallback.builder()
        .name("penstock_uplink_rows_" + what)
        .help(help)
        .labelNames("uplink")
        .callback(
            c -> uplinks.forEach(u -> c.call(count.applyAsDouble(u.status()), u.plan().uplink())))
        .register(registry);
  }

  private void losses(LossLedger losses) {
    CounterWithCallback.builder()
        .name("penstock_lost_observations_total")
        .help("Observations lost; an unknown count counts as one.")
        .labelNames("cause", "device", "class")
        .callback(
            c -> {
              for (Map.Entry<LossLedger.Key, Long> lost : losses.totals().entrySet()) {
                LossLedger.Key key = lost.getKey();
                c.call(lost.getValue(), key.cause().name(), key.device(), key.dataClass());
              }
            })
        .register(registry);
  }
}
