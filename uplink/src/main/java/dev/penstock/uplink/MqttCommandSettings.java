package dev.penstock.uplink;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Setting;

/** How envelopes for the command gate come in: over a connection of their own. */
public record MqttCommandSettings(@Setting("The broker.") BrokerSettings broker) {}
