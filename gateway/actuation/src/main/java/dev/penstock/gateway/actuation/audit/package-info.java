/**
 * The audit log, which is the gate's write-ahead log too: one preallocated plain file whose records
 * are chained by their hashes. Whoever holds it can check it without knowing anything else of us.
 */
@NullMarked
package dev.penstock.gateway.actuation.audit;

import org.jspecify.annotations.NullMarked;
