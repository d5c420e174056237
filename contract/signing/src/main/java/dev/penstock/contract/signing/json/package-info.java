/**
 * A JSON reader for bytes that somebody else chose: closed, bounded and without a second opinion
 * about any text. What it does not expect it refuses, with the place and the reason.
 */
@NullMarked
package dev.penstock.contract.signing.json;

import org.jspecify.annotations.NullMarked;
