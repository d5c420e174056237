/**
 * The ports to the centre: an uplink carries the journal away, a command carrier brings envelopes
 * in. Neither has any authority.
 */
@NullMarked
package dev.penstock.contract.uplink;

import org.jspecify.annotations.NullMarked;
