package dev.penstock.contract.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.device.LinkState;

/** Whom an uplink tells, from its own threads. */
public interface UplinkListener {

  /** The link's state changed; {@code why} is a sentence for the technician. */
  void link(LinkState state, String why);

  /** The centre refused rows for good. They count as covered. */
  void rejected(Epoch epoch, long from, long to, String reason);

  /** It saw one of our identities with another content: the journal must open a new epoch. */
  void forked(Epoch epoch);

  /** The uplink failed in a way it did not expect; its supervisor starts another. */
  void ended(Exception cause);
}
