/**
 * Carries the journal to a centre over MQTT 5, and envelopes to and from the command gate. Each
 * uplink reads through its own durable cursor; only a signed acknowledgement moves it.
 */
@NullMarked
package dev.penstock.uplink;

import org.jspecify.annotations.NullMarked;
