/**
 * Tests of the MQTT driver against a real broker on loopback, which the test stops and starts. What
 * a test waits for is told by the driver; nothing here sleeps.
 */
@NullMarked
package dev.penstock.drivers.mqtt;

import org.jspecify.annotations.NullMarked;
