package dev.penstock.contract.testkit;

import dev.penstock.contract.journal.LossLedger;

class MemoryLossLedgerTest extends LossLedgerContract {

  @Override
  protected LossLedger ledger() {
    return new MemoryLossLedger(time.mono());
  }
}
