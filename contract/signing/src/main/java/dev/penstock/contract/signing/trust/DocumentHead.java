package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How every trust document begins.
 *
 * @param site which plant it is for
 * @param version from 1, rising
 * @param issued UTC, whole seconds
 * @param expires from then on the document counts no more
 * @param demo made by the demo: a gateway that the demo did not start refuses it
 */
public record DocumentHead(
    String site, long version, Instant issued, Instant expires, boolean demo) {

  /** A larger step would let one bad document use up all versions. */
  public static final long MAX_VERSION_STEP = 1_000;

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public DocumentHead {
    Texts.id("site", site);
    Rules.require(version >= 1, "version must be 1 or more");
    time("issued", issued);
    time("expires", expires);
    Rules.require(issued.isBefore(expires), "must expire after it is issued");
  }

  /** Whether it may take the place of a document with this version; 0 if there is none. */
  public boolean mayFollow(long current) {
    return version > current && version - current <= MAX_VERSION_STEP;
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  static DocumentHead from(Fields in) {
    return new DocumentHead(
        in.id("site"), in.int64("version"), in.time("issued"), in.time("expires"), in.flag("demo"));
  }

  void write(JsonWriter out) {
    out.field("site", site).field("version", version);
    Payload.time(out, "issued", issued);
    Payload.time(out, "expires", expires);
    Payload.flag(out, "demo", demo);
  }

  private static void time(String what, Instant time) {
    boolean fits =
        time.equals(time.truncatedTo(ChronoUnit.SECONDS))
            && !time.isBefore(FIRST)
            && !time.isAfter(LAST);
    Rules.require(
        fits, what + " " + time + " must be in whole seconds, from the year 2000 to 9999");
  }
}
