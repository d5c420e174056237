package dev.penstock.uplink;

import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** What became of a frame at the broker. */
enum Handover {
  /** The broker has it, for whoever subscribed. */
  TAKEN,
  /** Nobody has subscribed: the broker has thrown it away. */
  NOBODY,
  /** The broker refuses it. */
  REFUSED;

  private static final int FIRST_REFUSAL = 0x80;

  static Handover of(int reasonCode) {
    if (reasonCode == MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS) {
      return NOBODY;
    }
    return reasonCode < FIRST_REFUSAL ? TAKEN : REFUSED;
  }
}
