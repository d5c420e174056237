/**
 * The journal on Chronicle Queue and the loss ledger on a plain file. Only this package knows the
 * library; everybody else knows the ports in {@code contract} and the factory {@link Journals}.
 */
@NullMarked
package dev.penstock.buffer;

import org.jspecify.annotations.NullMarked;
