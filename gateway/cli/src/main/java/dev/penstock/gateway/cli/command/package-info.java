/**
 * {@code penstock command}: what a person with a key can ask of a gateway's command gate. Whoever
 * sits here is shown what the gateway signed, and signs exactly that.
 */
@NullMarked
package dev.penstock.gateway.cli.command;

import org.jspecify.annotations.NullMarked;
