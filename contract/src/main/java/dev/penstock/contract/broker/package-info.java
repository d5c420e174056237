/**
 * How a message broker is reached and believed: the settings, and the TLS that follows from them.
 * Shared by all who speak MQTT; the protocol itself is behind their own doors.
 */
@NullMarked
package dev.penstock.contract.broker;

import org.jspecify.annotations.NullMarked;
