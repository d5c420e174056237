package dev.penstock.contract.signing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandClientTest {

  private static final String GATEWAY = "press-shop-1";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SecureRandom random = new SecureRandom();
  private final KeySigner gateway = KeySigner.generate(random);
  private final KeySigner anna = KeySigner.generate(random);
  private final KeySigner brokersOwner = KeySigner.generate(random);

  /** A second passes with each look. */
  private final AtomicLong now = new AtomicLong();

  private Consumer<byte[]> replies = envelope -> {};
  private CommandClient client;

  @BeforeEach
  void connect() throws Exception {
    client =
        new CommandClient(
            new Party(GATEWAY, gateway.publicKey(), "anna", anna),
            this::dial,
            () -> now.addAndGet(1_000_000_000L),
            random);
  }

  @Test
  void aForgedReceiptIsNotBelieved() throws Exception {
    String digest = client.control(Control.Action.FREEZE, Control.Terms.NONE, "smoke");
    replies.accept(receipt(digest, brokersOwner));
    replies.accept(receipt(digest, anna));
    byte[] flipped = receipt(digest, gateway);
    flipped[flipped.length / 2] ^= 1;
    replies.accept(flipped);
    assertThat(client.next(digest, PATIENCE)).isEmpty();

    replies.accept(receipt(digest, gateway));
    assertThat(client.next(digest, PATIENCE))
        .hasValueSatisfying(r -> assertThat(r.result().outcome()).isEqualTo(Outcome.ACCEPTED));
  }

  @Test
  void aGenuineReceiptAboutAnotherMessageIsNotTakenForThisOne() throws Exception {
    String digest = client.control(Control.Action.FREEZE, Control.Terms.NONE, "smoke");
    replies.accept(receipt("0f".repeat(32), gateway));

    assertThat(client.next(digest, PATIENCE)).isEmpty();
  }

  private byte[] receipt(String about, KeySigner by) {
    Receipt receipt =
        new Receipt(
            new Reply(GATEWAY, anna.keyId(), "anna-1"),
            about,
            new Receipt.Result(Outcome.ACCEPTED, "", "Frozen."),
            null,
            new LogPlace("ab".repeat(16), 7));
    return Envelope.sign(receipt, by).bytes();
  }

  private CommandLink dial(String to, String keyId, Consumer<byte[]> receiver) {
    assertThat(to).isEqualTo(GATEWAY);
    assertThat(keyId).isEqualTo(anna.keyId());
    replies = receiver;
    return new CommandLink() {
      @Override
      public void send(byte[] envelope) {}

      @Override
      public void close() {}
    };
  }
}
