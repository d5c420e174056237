/**
 * What everybody's tests share: clocks that tests set, sample batches, the journal and the ledger
 * in memory, and one suite per port. Whoever implements a port runs its suite, and so does every
 * fake.
 */
@NullMarked
package dev.penstock.contract.testkit;

import org.jspecify.annotations.NullMarked;
