/**
 * The ports to the plant: a driver opens sessions with devices, a session delivers whole batches,
 * and a point writer, which only the command gate is given, writes. A driver knows nothing of the
 * journal.
 */
@NullMarked
package dev.penstock.contract.device;

import org.jspecify.annotations.NullMarked;
