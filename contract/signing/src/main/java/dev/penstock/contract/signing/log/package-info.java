/**
 * Proofs about an append-only log: its Merkle root, what is in it, and that it only grew. Roots
 * travel as signed notes that any other tool for such notes can read.
 */
@NullMarked
package dev.penstock.contract.signing.log;

import org.jspecify.annotations.NullMarked;
