/**
 * The ports of the spine: the journal that gives every row its identity, its readers and cursors,
 * and the ledger of what was lost. Whoever implements them passes the suites in {@code
 * contract/testkit}.
 */
@NullMarked
package dev.penstock.contract.journal;

import org.jspecify.annotations.NullMarked;
