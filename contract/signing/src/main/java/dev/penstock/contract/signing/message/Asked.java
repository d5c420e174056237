package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * The echo of a select, so that who signs the offer's digest has seen what it is about.
 *
 * @param selectSha256 digest of the select's payload
 * @param issuer of the select
 */
public record Asked(
    String selectSha256, String issuer, Demand demand, Origin origin, String reason) {

  public Asked {
    Texts.sha256("select_sha256", selectSha256);
    Texts.id("issuer", issuer);
    Texts.words("reason", reason);
  }

  public static Asked of(Select select, String selectSha256) {
    return new Asked(
        selectSha256, select.head().issuer(), select.demand(), select.origin(), select.reason());
  }

  static Asked from(Fields in) {
    return new Asked(
        in.sha256("select_sha256"),
        in.id("issuer"),
        Demand.from(in),
        in.word("origin", Origin.class),
        in.words("reason"));
  }

  void write(JsonWriter out) {
    out.field("select_sha256", selectSha256).field("issuer", issuer);
    demand.write(out);
    out.field("origin", origin.name()).field("reason", reason);
  }
}
