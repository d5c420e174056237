package dev.penstock.uplink;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verdict;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens what arrives as an acknowledgement or a request, believes what a twin key of the settings
 * signed for this uplink, and counts the rest. Thread-safe.
 */
final class TwinMail {

  private final String gateway;
  private final String uplink;
  private final Trust trust;
  private final Tally tally;

  /**
   * Whose word counts.
   *
   * @param acks the twin's keys: an acknowledgement makes data droppable
   * @param requests also the gateway's own, for its operators
   */
  record Trust(KeyLookup acks, KeyLookup requests) {}

  TwinMail(String gateway, String uplink, Trust trust, Tally tally) {
    this.gateway = gateway;
    this.uplink = uplink;
    this.trust = trust;
    this.tally = tally;
  }

  Optional<Ack> ack(byte[] envelope, boolean retained) {
    return open(envelope, retained, PayloadType.ACK, trust.acks(), Ack::read)
        .filter(ack -> isOurs(ack.stream().gateway(), ack.stream().uplink()));
  }

  Optional<Replay> replay(byte[] envelope, boolean retained) {
    return open(envelope, retained, PayloadType.REPLAY, trust.requests(), Replay::read)
        .filter(replay -> isOurs(replay.route().gateway(), replay.route().uplink()));
  }

  private <T> Optional<T> open(
      byte[] envelope,
      boolean retained,
      PayloadType type,
      KeyLookup keys,
      Verified.PayloadReader<T> reader) {
    if (retained) {
      return refuse(AckFault.RETAINED);
    }
    Verified verified = EnvelopeReader.open(envelope, type, keys);
    AckFault fault = fault(verified.verdict());
    if (fault != null) {
      return refuse(fault);
    }
    try {
      return Optional.of(verified.read(reader));
    } catch (MalformedException e) {
      return refuse(AckFault.MALFORMED);
    }
  }

  private static @Nullable AckFault fault(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> null;
      case TOO_LARGE, MALFORMED, WRONG_TYPE -> AckFault.MALFORMED;
      case UNKNOWN_KEY, BAD_SIGNATURE -> AckFault.NOT_TRUSTED;
    };
  }

  private boolean isOurs(String toGateway, String toUplink) {
    boolean ours = gateway.equals(toGateway) && uplink.equals(toUplink);
    if (!ours) {
      tally.fault(AckFault.FOREIGN);
    }
    return ours;
  }

  private <T> Optional<T> refuse(AckFault fault) {
    tally.fault(fault);
    return Optional.empty();
  }
}
