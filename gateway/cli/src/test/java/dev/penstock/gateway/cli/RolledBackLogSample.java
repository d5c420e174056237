package dev.penstock.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.testkit.FakeMonotonicClock;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.Custody;
import dev.penstock.gateway.actuation.audit.CustodyHistory;
import dev.penstock.gateway.actuation.audit.PlainAuditFiles;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.actuation.audit.WitnessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A log of one record whose gateway remembers that four were cosigned, and has said so.
 *
 * @param file the log
 * @param custody of the gateway that runs on it
 */
record RolledBackLogSample(Path file, Custody custody) {

  private static final long COSIGNED = 4;

  static RolledBackLogSample write(Path folder, String gateway, KeySigner key) throws Exception {
    Path file = folder.resolve("rolled-back/audit.log");
    LogHead lost = new LogHead(gateway + "/audit", COSIGNED, "cd".repeat(32));
    String line = SignedNote.sign(lost, gateway, key.publicKey(), key);
    Path memory = folder.resolve("audit-witness.note");
    Files.writeString(memory, new SignedNote(lost, List.of(line)).toString());
    PlainAuditFiles files = PlainAuditFiles.open(file, 1 << 16);
    AuditLog log = AuditLog.open(files, "44".repeat(16), new FakeMonotonicClock(), r -> {});
    String start =
        "{\"gateway\":\"%s\",\"clock\":\"2026-03-01T12:00:00Z\",\"cut\":false}".formatted(gateway);
    log.append(RecordType.START, start.getBytes(UTF_8));
    Custody custody =
        new Custody(
            log,
            new Custody.Owner(gateway, key),
            new CustodyHistory(gateway),
            new WitnessFile(memory),
            "5a".repeat(16));
    return new RolledBackLogSample(file, custody);
  }
}
