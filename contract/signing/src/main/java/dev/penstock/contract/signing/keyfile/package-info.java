/**
 * Keys in files: public ones for anybody, private ones under a passphrase, and the gateway's own. A
 * private file that others may read is refused.
 */
@NullMarked
package dev.penstock.contract.signing.keyfile;

import org.jspecify.annotations.NullMarked;
