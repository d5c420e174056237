/**
 * The native frame: how rows, what they cover and what they mean travel to a twin, and the
 * bookkeeping with which a twin knows that it has them all. Everything a receiver needs is here;
 * keys and envelopes are the business of {@code contract/signing}.
 */
@NullMarked
package dev.penstock.contract.wire;

import org.jspecify.annotations.NullMarked;
