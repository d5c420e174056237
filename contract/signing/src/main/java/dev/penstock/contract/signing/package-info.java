/**
 * Signed envelopes: DSSE over raw bytes, with the one Ed25519 that the project uses. Everything
 * that asks for a right comes through {@link dev.penstock.contract.signing.EnvelopeReader}.
 */
@NullMarked
package dev.penstock.contract.signing;

import org.jspecify.annotations.NullMarked;
