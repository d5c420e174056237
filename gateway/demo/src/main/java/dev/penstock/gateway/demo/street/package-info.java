/**
 * Two street sensors as a city hangs them on lamp posts: JSON over MQTT, one of them with a clock.
 * They have no memory: what they cannot publish is gone, and counted.
 */
@NullMarked
package dev.penstock.gateway.demo.street;

import org.jspecify.annotations.NullMarked;
