package dev.penstock.uplink;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What the library tells us about one client. */
record LinkCallback(LinkClient client, LinkClient.End end, BrokerLink.Inbox inbox)
    implements MqttCallback {

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    end.ended(client, response.getReturnCode(), response.getException());
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    end.ended(client, exception.getReasonCode(), exception);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    inbox.message(topic, message.getPayload(), message.isRetained());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
