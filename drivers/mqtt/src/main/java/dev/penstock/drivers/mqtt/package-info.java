/**
 * The MQTT driver: devices that publish JSON, SenML or text to a broker, read over MQTT 5 by Paho.
 * The broker keeps what the gateway has not yet made durable, also while the gateway is down.
 */
@NullMarked
package dev.penstock.drivers.mqtt;

import org.jspecify.annotations.NullMarked;
