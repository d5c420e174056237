package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.LiveValue;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command rested on, from the signed offer that its intent holds. */
final class OfferLines {

  private static final String INDENT = " ".repeat(8);

  private OfferLines() {}

  /** Nothing if the record holds no offer. */
  static List<String> of(Json body) {
    if (!body.has("offer")) {
      return List.of();
    }
    return SignedText.bytes(body.get("offer").text())
        .flatMap(OfferLines::read)
        .map(OfferLines::lines)
        .orElse(List.of(INDENT + "its offer cannot be read"));
  }

  private static Optional<Offer> read(byte[] payload) {
    try {
      return Optional.of(Offer.read(payload));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Offer offer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        INDENT
            + "asked by "
            + offer.asked().issuer()
            + " ("
            + offer.asked().origin()
            + "), reason: "
            + offer.asked().reason());
    lines.add(
        INDENT
            + "mode "
            + offer.basis().mode()
            + ", policy version "
            + offer.basis().policyVersion());
    for (LiveValue value : offer.snapshot().values()) {
      lines.add(
          INDENT
              + "seen  %s = %s %s, %s, %d ms old"
                  .formatted(
                      value.point(),
                      value.value(),
                      value.unit(),
                      value.quality(),
                      value.age().toMillis()));
    }
    checks("interlock", offer.snapshot().interlocks(), lines);
    checks("gate", offer.snapshot().gates(), lines);
    return lines;
  }

  private static void checks(String what, List<Check> checks, List<String> lines) {
    for (Check check : checks) {
      String mark = check.result() == Truth.TRUE ? "✓" : check.result() == Truth.FALSE ? "✗" : "?";
      String why = check.words().isEmpty() ? "" : ": " + check.words();
      lines.add(INDENT + mark + " " + what + " " + check.name() + why);
    }
  }
}
