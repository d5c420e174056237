/** Tests of what all who speak MQTT share. No broker is needed. */
@NullMarked
package dev.penstock.contract.broker;

import org.jspecify.annotations.NullMarked;
