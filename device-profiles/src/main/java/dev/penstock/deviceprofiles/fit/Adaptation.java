package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.JsonWriter;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of an adaptation plan.
 *
 * @param op what is done: {@code convert}, {@code clip}, {@code downsample}, …
 * @param params of the step
 * @param loss what is lost by it, in words; empty for nothing
 */
public record Adaptation(String op, SortedMap<String, String> params, String loss) {

  public Adaptation {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  static Adaptation of(String op, Map<String, String> params, String loss) {
    return new Adaptation(op, new TreeMap<>(params), loss);
  }

  void write(JsonWriter json) {
    json.object().field("op", op).key("params").object();
    params.forEach(json::field);
    json.endObject().field("loss", loss).endObject();
  }

  /** {@code convert {offset=273.15, scale=1}}. */
  @Override
  public String toString() {
    return op + " " + params + (loss.isEmpty() ? "" : " (loses " + loss + ")");
  }
}
