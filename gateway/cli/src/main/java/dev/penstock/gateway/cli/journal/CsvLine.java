package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observations as RFC 4180 writes tables, in UTF-8; times in ISO-8601 with nanoseconds. */
final class CsvLine {

  static final String HEAD =
      "event_time,point,value,unit,quality,flags,kind,trigger,time_basis,time_uncertainty_ns,"
          + "source_time,server_time,received_time,id";

  private CsvLine() {}

  static String of(Observation o, Dictionary dictionary) {
    Observation.Times times = o.times();
    List<String> fields =
        List.of(
            time(times.event()),
            o.point(),
            value(o.value()),
            unit(o, dictionary),
            o.judgement().quality().name(),
            Flag.set(o.judgement().flags()).stream()
                .map(Flag::name)
                .collect(Collectors.joining(" ")),
            o.kind().name(),
            o.trigger().name(),
            times.basis().name(),
            times.uncertainty() == ObservationBatch.ABSENT
                ? ""
                : Long.toString(times.uncertainty()),
            time(times.source()),
            time(times.server()),
            time(times.receivedWall()),
            String.valueOf(o.id()));
    return fields.stream().map(CsvLine::field).collect(Collectors.joining(","));
  }

  private static String time(long nanos) {
    return nanos == ObservationBatch.ABSENT ? "" : Sizes.time(nanos);
  }

  private static String unit(Observation o, Dictionary dictionary) {
    int index = dictionary.indexOf(o.point());
    return index == ObservationBatch.NO_POINT ? "" : dictionary.at(index).unit();
  }

  /** Rows about the stream carry their JSON as bytes. */
  private static String value(@Nullable Value value) {
    if (value == null) {
      return "";
    }
    return value.type() == ValueType.BYTES
        ? new String(value.bytes(), StandardCharsets.UTF_8)
        : value.toString();
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
