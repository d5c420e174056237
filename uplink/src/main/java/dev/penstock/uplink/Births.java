package dev.penstock.uplink;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Observation;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a twin needs besides rows: the last values at each connection, and the dictionaries. */
final class Births {

  private static final long NOT_TWICE_WITHIN = TimeUnit.SECONDS.toNanos(2);
  private static final int KEPT = 4;

  /** A dictionary that was sent, as it was sent. */
  private record Told(EpochStart epoch, Dictionary dictionary, Created created) {}

  private final LastValues lastValues;
  private final RowFilter filter;
  private final FrameWriter writer;
  private final Outbox.Carrier carrier;
  private final Map<String, Told> told = new LinkedHashMap<>();
  private final Map<String, Long> repeated = new HashMap<>();

  Births(UplinkSetup<MqttUplinkSettings> setup, FrameWriter writer, Outbox.Carrier carrier) {
    this.lastValues = setup.lastValues();
    this.filter = Outbox.filter(setup);
    this.writer = writer;
    this.carrier = carrier;
  }

  /** Sends the last values that pass the filter; at least one birth, if only to say hello. */
  void send(EpochStart epoch, List<EpochSpan> spans, List<ClockEntry> clocks, Created created) {
    Dictionary dictionary = lastValues.dictionary();
    tell(epoch, dictionary, created);
    List<Observation> values = new ArrayList<>();
    for (int point = 0; point < dictionary.size(); point++) {
      @Nullable Observation value = lastValues.get(point);
      if (value != null && filter.passes(value, point, dictionary)) {
        values.add(value);
      }
    }
    send(values, some -> writer.birth(epoch, dictionary, some, created, clocks, spans));
  }

  /** In as few births as it takes. */
  private void send(List<Observation> values, Function<List<Observation>, byte[]> births) {
    int half = values.size() / 2;
    byte[] all = values.size() > FrameWriter.MAX_ROWS ? null : births.apply(values);
    if (all != null && (half == 0 || all.length <= carrier.size().aim())) {
      carrier.aside(all);
    } else {
      send(values.subList(0, half), births);
      send(values.subList(half, values.size()), births);
    }
  }

  /** A birth without values: asks whether anybody listens. */
  byte[] hello(EpochStart epoch, List<EpochSpan> spans, Created created) {
    Dictionary dictionary = lastValues.dictionary();
    return writer.birth(epoch, dictionary, List.of(), created, List.of(), spans);
  }

  /** Sends a dictionary, unless this was done before. */
  void tell(EpochStart epoch, Dictionary dictionary, Created created) {
    if (!told.containsKey(dictionary.hash())) {
      if (told.size() == KEPT) {
        told.remove(told.keySet().iterator().next());
      }
      told.put(dictionary.hash(), new Told(epoch, dictionary, created));
      carrier.aside(writer.dictionary(epoch, dictionary, created));
    }
  }

  /** Sends a dictionary again, as a twin asks; not more often than every two seconds. */
  void again(String hash, long now) {
    Told known = told.get(hash);
    Long last = repeated.get(hash);
    if (known != null && (last == null || now - last > NOT_TWICE_WITHIN)) {
      repeated.put(hash, now);
      carrier.aside(writer.dictionary(known.epoch(), known.dictionary(), known.created()));
    }
  }
}
