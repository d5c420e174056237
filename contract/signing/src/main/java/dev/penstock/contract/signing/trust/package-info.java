/**
 * The documents from which a gateway knows whom to obey and within what bounds. Each names its
 * version and its expiry; nothing here decides whether a document is in force.
 */
@NullMarked
package dev.penstock.contract.signing.trust;

import org.jspecify.annotations.NullMarked;
