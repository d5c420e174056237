package dev.penstock.uplink.twin;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Cosignature;
import java.io.IOException;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * What gateways say to a twin's own key, besides frames. A checkpoint of an audit log is answered
 * with a cosignature; receipts and offers are copies for whoever wants them, and are left alone.
 */
final class GatewayMail {

  private final TwinSettings settings;
  private final TwinLink link;
  private final LogWitness witness;

  GatewayMail(TwinSettings settings, TwinLink link) {
    this.settings = settings;
    this.link = link;
    this.witness = new LogWitness(settings.witness(), settings.name(), settings.key());
  }

  void take(Arrival arrival) {
    Verified verified =
        EnvelopeReader.open(
            arrival.frame(), PayloadType.CHECKPOINT, KeyLookup.of(settings.gateways().values()));
    if (!verified.isGood()) {
      return;
    }
    try {
      Checkpoint said = verified.read(Checkpoint::read);
      VerifyKey gateway = settings.gateways().get(said.gateway());
      if (verified.signer().equals(gateway)) {
        answer(said, gateway);
      }
    } catch (MalformedException | IOException e) {
      Logger.warn("A checkpoint was not answered. why=\"{}\"", e.getMessage());
    }
  }

  private void answer(Checkpoint said, VerifyKey gateway) throws IOException {
    Optional<Cosignature> answer = witness.answer(said, gateway);
    answer.ifPresent(
        cosignature ->
            link.publish(
                "penstock/" + said.gateway() + "/cmd",
                Envelope.sign(cosignature, settings.key()).bytes()));
  }
}
