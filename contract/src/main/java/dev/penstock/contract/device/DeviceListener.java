package dev.penstock.contract.device;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.LossCause;

/**
 * Whom a session tells. Every method may be called from any of the session's threads, but batches
 * and signs of life of one session one at a time and in order.
 */
public interface DeviceListener {

  /**
   * Hands over a batch, receipt set. Returns when the batch is journaled or counted as lost, so a
   * slow disk makes the caller wait. The batch may be changed, and is the caller's again on return.
   *
   * @return the sequence of the last row; 0 if it was not journaled (and counted as lost)
   */
  long accept(ObservationBatch batch);

  /** These points are unchanged as of now: a keep-alive or heartbeat of the device came. */
  void alive(long mono);

  /**
   * The protocol reports that observations are missing.
   *
   * @param count or {@link dev.penstock.contract.journal.Loss#UNKNOWN_COUNT}
   * @param eventFrom ns, or ABSENT
   */
  void lost(LossCause cause, long count, long eventFrom, long eventTo);

  /**
   * The link's state changed.
   *
   * @param why one sentence for the technician, naming the thing and the remedy
   */
  void link(LinkState state, String why);

  /** The session is over and will not recover by itself; its supervisor opens another. */
  void ended(DeviceException cause);
}
