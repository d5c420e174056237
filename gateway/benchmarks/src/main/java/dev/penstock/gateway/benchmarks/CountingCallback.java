package dev.penstock.gateway.benchmarks;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hands every message of the subject to the counter. */
final class CountingCallback implements MqttCallback {

  private final Subject subject;
  private final GapCounter counter;

  CountingCallback(Subject subject, GapCounter counter) {
    this.subject = subject;
    this.counter = counter;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    counter.message(message.getPayload().length);
    subject.count(message.getPayload(), counter);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
