package dev.penstock.buffer;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Names;
import dev.penstock.contract.journal.LossLedger;
import java.util.random.RandomGenerator;

/**
 * What a journal needs to know to be opened for writing.
 *
 * @param gateway whose rows these are; a folder of another gateway is refused
 * @param dictionary the points in force
 * @param boot id of this boot of the machine: tells a killed process from a power cut
 * @param random where epochs come from; must not repeat over restarts
 * @param losses is told of what could not be read or had to be dropped; outlives the journal
 */
public record JournalSetup(
    String gateway,
    Dictionary dictionary,
    String boot,
    Clocks clocks,
    RandomGenerator random,
    LossLedger losses) {

  public JournalSetup {
    Names.id("gateway", gateway);
  }
}
