package dev.penstock.gateway.demo;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What others have commanded while the demo ran, with {@code penstock command} in another terminal.
 * The audit log tells, where it verifies as a whole: then each stands under a signature.
 */
final class GuestBook {

  private static final int MOST_BYTES = 1 << 22;

  private final Path log;
  private final long begun;

  /** Opened before the demo's gateway starts: what is in the log by then is of earlier runs. */
  GuestBook(Path log) throws IOException {
    this.log = log;
    long[] records = {0};
    if (Files.exists(log)) {
      read(record -> records[0] = record.index() + 1);
    }
    this.begun = records[0];
  }

  /**
   * What others wanted, and the gateway was about to write.
   *
   * @param own ids of the demo's own commands
   */
  List<Wish> wishes(Set<String> own, VerifyKey gateway) throws IOException {
    List<Wish> wishes = new ArrayList<>();
    if (Files.exists(log) && isGood(gateway)) {
      read(
          record -> {
            if (record.type() == RecordType.INTENT && record.index() >= begun) {
              Json body = Json.parse(record.body(), MOST_BYTES);
              if (!own.contains(body.get("cmd_id").text())) {
                wishes.add(wish(body));
              }
            }
          });
    }
    return wishes;
  }

  private static Wish wish(Json intent) {
    return new Wish(
        intent.get("point").text(),
        intent.get("value").text(),
        "",
        Duration.ZERO,
        "by " + intent.get("issuer").text());
  }

  private boolean isGood(VerifyKey gateway) throws IOException {
    AuditKeys keys = new AuditKeys(gateway, Set.of(), List.of(), List.of());
    try (AuditArchive archive = AuditArchive.open(log)) {
      return AuditVerifier.verify(archive, keys).isGood();
    } catch (AuditException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void read(Consumer<AuditRecord> each) throws IOException {
    try (AuditArchive archive = AuditArchive.open(log)) {
      archive.read(each);
    } catch (AuditException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
