package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.gateway.runtime.SystemClocks;
import java.time.Duration;
import java.time.Instant;

/** The time that a person's computer has, to date documents with. */
final class Present {

  private static final long NANOS = 1_000_000_000L;
  private static final Duration YEAR = Duration.ofDays(365);

  private Present() {}

  static Instant now() {
    return Instant.ofEpochSecond(SystemClocks.clocks().wall().nanos() / NANOS);
  }

  /** The first version of a document, good for a year. */
  static DocumentHead first(String site) {
    return new DocumentHead(site, 1, now(), now().plus(YEAR), false);
  }

  /** The version after this one, good for a year again. */
  static DocumentHead after(DocumentHead head) {
    Instant now = now();
    return new DocumentHead(head.site(), head.version() + 1, now, now.plus(YEAR), head.demo());
  }
}
