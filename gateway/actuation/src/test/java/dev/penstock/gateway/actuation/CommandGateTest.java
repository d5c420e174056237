package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.gateway.actuation.CommandGate.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate with its thread and a real file; time stands still. */
class CommandGateTest {

  @TempDir Path folder;
  private Bench bench;
  private CommandGate gate;
  private final List<Verified> sent = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(folder);
    bench.plant.bindings(bench.site.bindings());
    bench.site.write(folder);
    gate = reopen();
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private CommandGate reopen() throws GateStartException {
    GateClocks clocks = new GateClocks(bench.time.wall(), bench.time.mono(), bench.uptime);
    ReplyPort replies =
        (key, envelope) -> {
          if (!key.equals(bench.site.twin.keyId())) {
            sent.add(
                EnvelopeReader.open(
                    envelope,
                    EnumSet.of(PayloadType.OFFER, PayloadType.RECEIPT),
                    KeyLookup.of(bench.site.gateway.publicKey())));
          }
        };
    Path audit = folder.resolve("audit/audit.log");
    return CommandGate.open(
        new ActuationSettings(
            Mode.ARMED, folder, audit, 1, Optional.empty(), Duration.ofSeconds(1), Map.of()),
        new Identity(Site.GATEWAY, Site.MACHINE, false),
        new GatePorts(bench.plant, replies, row -> {}, clocks, bench.random));
  }

  @Test
  void aValidCommandAmongTenThousandUnsignedOnesIsServed() throws Exception {
    byte[] rubbish = "{\"payloadType\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    byte[] stranger = bytes(bench.wish("4"), bench.site.stranger);
    for (int i = 0; i < 5_000; i++) {
      gate.submit(rubbish);
      gate.submit(stranger);
    }
    Offer offer = exchange(bytes(bench.wish("4"), bench.site.anna)).read(Offer::read);
    Receipt receipt =
        exchange(bytes(bench.order(offer, "anna"), bench.site.anna)).read(Receipt::read);

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(bench.writes()).containsExactly("4");
    await()
        .untilAsserted(
            () -> {
              assertThat(gate.status().recent()).isNotEmpty();
              assertThat(gate.status().leases()).hasSize(1);
              assertThat(gate.status().counts().ignored()).containsEntry("UNKNOWN_KEY", 5_000L);
              assertThat(gate.status().counts().byOutcome()).containsEntry(Outcome.CONFIRMED, 1L);
            });
  }

  @Test
  void aRevocationDroppedAsAFileWorksWithoutANetwork() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve(TrustInbox.FOLDER));
    Revocation revocation =
        new Revocation(
            bench.site.site, "lost-1", List.of(bench.site.anna.keyId()), "the stick was lost");
    Path file = inbox.resolve("lost-1.json");
    Path rubbish = inbox.resolve("rubbish.json");
    Files.write(rubbish, bytes(revocation, bench.site.stranger));
    Path moved = Files.write(inbox.resolve("lost-1.part"), bytes(revocation, bench.site.root1));
    Files.move(moved, file);

    await()
        .until(
            () -> {
              bench.time.pass(Duration.ofMillis(100));
              return !Files.exists(file) && !Files.exists(rubbish);
            });
    await()
        .until(
            () -> {
              gate.submit(bytes(bench.wish("4"), bench.site.anna));
              return gate.status().counts().ignored().getOrDefault("UNKNOWN_KEY", 0L) > 1;
            });
    assertThat(inbox.resolve("rubbish.json.refused")).exists();
  }

  @Test
  void aSecondGateOnTheSameLogIsRefused() {
    assertThatThrownBy(this::reopen)
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void whatWasHeldWhenItClosedGoesBackAtTheNextStart() throws Exception {
    Offer offer = exchange(bytes(bench.wish("4"), bench.site.anna)).read(Offer::read);
    exchange(bytes(bench.order(offer, "anna"), bench.site.anna));
    gate.close();
    assertThat(bench.writes()).containsExactly("4");

    gate = reopen();

    await().untilAsserted(() -> assertThat(bench.writes()).containsExactly("4", "1"));
  }

  @Test
  void aDeletedLogIsNotTakenForAFirstStartAlsoNotTheSecondTime() throws Exception {
    gate.close();
    Files.delete(folder.resolve("audit/audit.log"));

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(this::reopen)
          .isInstanceOf(GateStartException.class)
          .hasMessageContaining("LOG_LOST");
    }
  }

  private static byte[] bytes(Message message, KeySigner key) {
    return Envelope.sign(message, key).bytes();
  }

  private Verified exchange(byte[] envelope) {
    int before = sent.size();
    gate.submit(envelope);
    await().until(() -> sent.size() > before);
    return sent.get(before);
  }
}
