package dev.penstock.contract.uplink;

import dev.penstock.contract.device.LinkState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An uplink at one moment.
 *
 * @param why the state in one sentence, with the remedy where one is needed
 * @param sent rows sent, counting repeats
 * @param acked rows the centre has confirmed (or, with {@code ack: broker}, the broker)
 * @param pending rows journaled and not yet acked
 * @param lastAckMono monotonic time of the last ack, or ABSENT
 * @param rejected rows the centre refused for good
 * @param notes what else happened, in words, and how often
 */
public record UplinkStatus(
    String uplink,
    LinkState state,
    String why,
    long sent,
    long acked,
    long pending,
    long lastAckMono,
    long rejected,
    Map<String, Long> notes) {

  public UplinkStatus {
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }
}
