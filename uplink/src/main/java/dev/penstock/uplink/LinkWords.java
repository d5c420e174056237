package dev.penstock.uplink;

import dev.penstock.contract.device.LinkState;
import dev.penstock.uplink.MqttUplinkSettings.Acknowledger;

/** The state of an uplink, and the sentence that a technician reads. */
record LinkWords(LinkState state, String why) {

  static final LinkWords START = new LinkWords(LinkState.CONNECTING, "not connected yet");

  static LinkWords of(BrokerLink link, Tally tally, MqttUplinkSettings settings) {
    if (!link.isUp()) {
      boolean first = link.state() == BrokerLink.State.CONNECTING && link.isFresh();
      return new LinkWords(first ? LinkState.CONNECTING : LinkState.DOWN, link.why());
    }
    if (tally.isRefusedByBroker()) {
      return new LinkWords(
          LinkState.DEGRADED, link.why() + ", which refuses frames: " + tally.refusal());
    }
    if (!tally.gap().isEmpty()) {
      return new LinkWords(LinkState.DEGRADED, link.why() + ", which refuses " + tally.gap());
    }
    if (!tally.hasListeners()) {
      return new LinkWords(
          LinkState.DEGRADED,
          link.why() + ", but nobody has subscribed to the frames: is the twin running?");
    }
    if (settings.ack() == Acknowledger.BROKER) {
      return new LinkWords(
          LinkState.UP, link.why() + ": handed to the broker; whether a twin has it is not known");
    }
    if (tally.silentNanos() > 0) {
      return new LinkWords(LinkState.DEGRADED, link.why() + silence(tally));
    }
    if (tally.rejectedRows() > 0 && tally.rejectedRows() >= tally.ackedRows()) {
      return new LinkWords(
          LinkState.DEGRADED,
          link.why() + ", but the twin refuses every row it gets: its log says why");
    }
    return tally.hasForgotten()
        ? new LinkWords(
            LinkState.DEGRADED,
            link.why() + "; the twin lacks rows it had acknowledged: was it restored?")
        : new LinkWords(LinkState.UP, link.why());
  }

  private static String silence(Tally tally) {
    if (tally.count(AckFault.NOT_TRUSTED) > 0) {
      return ", but no key in twinKeys signed the acknowledgements: is the right twin's key there?";
    }
    return ", but no twin acknowledges: is it running, and does it know this gateway's key?";
  }
}
