package dev.penstock.contract.signing;

import dev.penstock.contract.signing.json.MalformedException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of opening an envelope. Only when the verdict is GOOD are there a type, a payload and
 * at least one signer; asking for them otherwise is our own mistake and throws.
 */
public final class Verified {

  private final Verdict verdict;
  private final @Nullable ReadEnvelope envelope;
  private final List<VerifyKey> signers;

  private Verified(Verdict verdict, @Nullable ReadEnvelope envelope, List<VerifyKey> signers) {
    this.verdict = verdict;
    this.envelope = envelope;
    this.signers = signers;
  }

  static Verified refused(Verdict verdict) {
    return new Verified(verdict, null, List.of());
  }

  static Verified good(ReadEnvelope envelope, List<VerifyKey> signers) {
    return new Verified(Verdict.GOOD, envelope, List.copyOf(signers));
  }

  public Verdict verdict() {
    return verdict;
  }

  public boolean isGood() {
    return verdict == Verdict.GOOD;
  }

  public PayloadType type() {
    return envelope().type();
  }

  /** Exactly the bytes that were signed. */
  public byte[] payload() {
    return envelope().payload().clone();
  }

  /** Lower-case hex SHA-256 of the payload: what an OPERATE, an approval and a receipt name. */
  public String digest() {
    return Sha256.hex(envelope().payload());
  }

  /** Reads exactly the bytes that were verified. */
  public <T> T read(PayloadReader<T> reader) throws MalformedException {
    return reader.read(payload());
  }

  /** The one signer of a command; the first of a document. */
  public VerifyKey signer() {
    envelope();
    return signers.get(0);
  }

  /** The known keys whose signatures are good, none twice. */
  public List<VerifyKey> signers() {
    return signers;
  }

  /** Whether at least {@code threshold} of these keys signed. */
  public boolean isSignedBy(int threshold, Collection<VerifyKey> keys) {
    return threshold >= 1 && signers.stream().filter(keys::contains).count() >= threshold;
  }

  /** The envelope for one more signature. */
  public Envelope toEnvelope() {
    return Envelope.of(type(), payload(), envelope().marks());
  }

  private ReadEnvelope envelope() {
    if (envelope == null) {
      throw new IllegalStateException("nothing was verified: " + verdict);
    }
    return envelope;
  }

  /** How a kind of payload is read. */
  @FunctionalInterface
  public interface PayloadReader<T> {
    T read(byte[] payload) throws MalformedException;
  }
}
