/**
 * An MQTT 5 broker inside the demo's own process, so that the demo needs nothing installed. It
 * forgets everything when it stops, and knows its users and what each may publish and subscribe to.
 */
@NullMarked
package dev.penstock.gateway.demo.broker;

import org.jspecify.annotations.NullMarked;
