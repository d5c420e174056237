package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.JsonWriter;
import java.util.List;

/**
 * How one aspect of one need is met.
 *
 * @param need path in the requirement: {@code points.level}
 * @param code the reason, for programs: {@code SAME_UNIT}, {@code CONVERTED}
 * @param wanted by the requirement
 * @param found in the profile
 * @param adaptations that make it fit; none if it fits as it is, or cannot
 */
public record Finding(
    String need,
    Aspect aspect,
    Verdict verdict,
    String code,
    String wanted,
    String found,
    List<Adaptation> adaptations) {

  public Finding {
    adaptations = List.copyOf(adaptations);
  }

  static Finding fits(String need, Aspect aspect, String code, String wanted, String found) {
    return new Finding(need, aspect, Verdict.FITS, code, wanted, found, List.of());
  }

  static Finding not(String need, Aspect aspect, String code, String wanted, String found) {
    return new Finding(need, aspect, Verdict.DOES_NOT_FIT, code, wanted, found, List.of());
  }

  static Finding adapts(
      String need, Aspect aspect, String code, String wanted, String found, Adaptation by) {
    Verdict verdict = Verdict.FITS_WITH_ADAPTATIONS;
    return new Finding(need, aspect, verdict, code, wanted, found, List.of(by));
  }

  void write(JsonWriter json) {
    json.object().field("need", need).field("aspect", aspect.word());
    json.field("verdict", verdict.word()).field("reason_code", code);
    json.field("wanted", wanted).field("found", found).key("adaptations").array();
    adaptations.forEach(a -> a.write(json));
    json.endArray().endObject();
  }

  /** For people. */
  @Override
  public String toString() {
    String by = adaptations.isEmpty() ? "" : "; by " + adaptations.get(0);
    String values = "wanted " + wanted + ", found " + found;
    return verdict.word() + "  " + need + " " + aspect.word() + ": " + code + ", " + values + by;
  }
}
