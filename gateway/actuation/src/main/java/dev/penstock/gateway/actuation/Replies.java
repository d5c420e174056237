package dev.penstock.gateway.actuation;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tinylog.Logger;

/**
 * Signs what the gateway says and sends it: to the key that asked, and a copy to the twin. A
 * receipt leaves only when its record is durable.
 */
final class Replies {

  private final Signer signer;
  private final ReplyPort port;
  private Supplier<List<String>> copies = List::of;
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  Replies(Signer signer, ReplyPort port) {
    this.signer = signer;
    this.port = port;
  }

  /** From now on these key ids get a copy of everything. */
  void copyTo(Supplier<List<String>> keyIds) {
    copies = keyIds;
  }

  /** Sends an offer at once; returns its envelope. */
  byte[] offer(Offer offer) {
    byte[] envelope = Envelope.sign(offer, signer).bytes();
    send(offer.reply().to(), envelope);
    return envelope;
  }

  /** Sends a receipt at the next {@link #release}; returns its envelope. */
  byte[] receipt(Receipt receipt) {
    byte[] envelope = Envelope.sign(receipt, signer).bytes();
    waiting.add(() -> send(receipt.reply().to(), envelope));
    return envelope;
  }

  /** Sends to one key, at once, what is durable already. */
  void tell(String keyId, Message message) {
    tell(List.of(keyId), message);
  }

  void tell(List<String> keyIds, Message message) {
    byte[] envelope = Envelope.sign(message, signer).bytes();
    keyIds.forEach(keyId -> sendOne(keyId, envelope));
  }

  /** Sends again what was sent before. */
  void again(String keyId, byte[] envelope) {
    waiting.add(() -> send(keyId, envelope));
  }

  /** Makes the log durable, then sends what waited for it. */
  void release(Trail trail) {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      trail.force();
      waiting.forEach(Runnable::run);
    } catch (AuditException e) {
      Logger.error("receipts are not sent, for their records are not durable: {}", e.getMessage());
    }
    waiting.clear();
  }

  private void send(String keyId, byte[] envelope) {
    Set<String> recipients = new LinkedHashSet<>();
    recipients.add(keyId);
    recipients.addAll(copies.get());
    recipients.forEach(recipient -> sendOne(recipient, envelope));
  }

  private void sendOne(String keyId, byte[] envelope) {
    try {
      port.send(keyId, envelope.clone());
    } catch (RuntimeException e) {
      Logger.warn(e, "a reply could not be sent: key={}", keyId);
    }
  }
}
