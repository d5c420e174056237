/**
 * The trust documents of a small site as they are usually made: one builder for whoever makes them,
 * and the folder that they lie in. Makes documents, and decides about none.
 */
@NullMarked
package dev.penstock.contract.signing.site;

import org.jspecify.annotations.NullMarked;
