/**
 * The command gate: nothing is written to a device that cannot be proved allowed, and what was
 * asked, decided and done leaves evidence. {@link dev.penstock.gateway.actuation.CommandGate} is
 * the way in; {@code CommandPath} is the decision from top to bottom.
 */
@NullMarked
package dev.penstock.gateway.actuation;

import org.jspecify.annotations.NullMarked;
