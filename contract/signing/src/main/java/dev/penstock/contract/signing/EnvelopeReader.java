package dev.penstock.contract.signing;

import dev.penstock.contract.signing.Envelope.Mark;
import dev.penstock.contract.signing.json.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens envelopes from anybody, in the order size, shape, type, known key id, that key. Whatever
 * the bytes are, the answer is a {@link Verified}, never an exception, and nothing in the payload
 * was looked at. Stateless.
 */
public final class EnvelopeReader {

  private EnvelopeReader() {}

  public static Verified open(byte[] raw, PayloadType expected, KeyLookup keys) {
    return open(raw, EnumSet.of(expected), keys);
  }

  /**
   * Opens an envelope of any of the expected types.
   *
   * <p>A command has one signature, and it must be of a known key. A trust document may carry some
   * of keys that are not known here (the next root's), as long as one is known and none of the
   * known is bad; how many are needed the caller asks with {@link Verified#isSignedBy}.
   */
  public static Verified open(byte[] raw, Set<PayloadType> expected, KeyLookup keys) {
    int maxBytes = expected.stream().mapToInt(PayloadType::maxBytes).max().orElse(0);
    if (raw.length > maxBytes) {
      return Verified.refused(Verdict.TOO_LARGE);
    }
    EnvelopeShape shape;
    try {
      shape = EnvelopeShape.read(raw, maxBytes);
    } catch (IllegalArgumentException e) {
      return Verified.refused(Verdict.MALFORMED);
    }
    Optional<PayloadType> type =
        PayloadType.ofMediaType(shape.mediaType()).filter(expected::contains);
    if (type.isEmpty()) {
      return Verified.refused(Verdict.WRONG_TYPE);
    }
    if (raw.length > type.get().maxBytes()) {
      return Verified.refused(Verdict.TOO_LARGE);
    }
    return verify(type.get(), shape, keys);
  }

  private static Verified verify(PayloadType type, EnvelopeShape shape, KeyLookup keys) {
    if (shape.marks().size() > type.maxSignatures() || namesAKeyTwice(shape.marks())) {
      return Verified.refused(Verdict.BAD_SIGNATURE);
    }
    List<Mark> known = shape.marks().stream().filter(mark -> find(mark, keys) != null).toList();
    if (known.isEmpty()) {
      return Verified.refused(Verdict.UNKNOWN_KEY);
    }
    byte[] payload = base64(shape.payload());
    if (payload == null) {
      return Verified.refused(Verdict.BAD_SIGNATURE);
    }
    byte[] message = Envelope.preAuthentication(type, payload);
    List<VerifyKey> signers = new ArrayList<>();
    for (Mark mark : known) {
      VerifyKey key = find(mark, keys);
      byte[] signature = base64(mark.signature());
      if (key == null || signature == null || !key.verifies(message, signature)) {
        return Verified.refused(Verdict.BAD_SIGNATURE);
      }
      signers.add(key);
    }
    return Verified.good(new ReadEnvelope(type, payload, shape.marks()), signers);
  }

  /** A lookup that answers with another key than asked for is not believed. */
  private static @Nullable VerifyKey find(Mark mark, KeyLookup keys) {
    VerifyKey key = keys.find(mark.keyId());
    return key != null && key.keyId().equals(mark.keyId()) ? key : null;
  }

  private static boolean namesAKeyTwice(List<Mark> marks) {
    Set<String> ids = new HashSet<>();
    return !marks.stream().allMatch(mark -> ids.add(mark.keyId()));
  }

  private static byte @Nullable [] base64(String text) {
    try {
      return Texts.base64("base64", text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
