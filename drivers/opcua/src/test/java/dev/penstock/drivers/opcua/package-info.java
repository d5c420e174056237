/**
 * Tests of the OPC UA driver against a real Milo server on loopback, which the test changes, stops
 * and starts. What a test waits for is told by the driver; nothing here sleeps.
 */
@NullMarked
package dev.penstock.drivers.opcua;

import org.jspecify.annotations.NullMarked;
