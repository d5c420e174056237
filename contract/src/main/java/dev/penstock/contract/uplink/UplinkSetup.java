package dev.penstock.contract.uplink;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Names;
import dev.penstock.contract.Signer;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalView;

/**
 * Everything an uplink is opened with.
 *
 * @param uplink the uplink's id
 * @param settings the uplink's own record, bound from its settings
 * @param cursor what its centre has
 * @param lastValues for the birth
 * @param signer the gateway's key
 */
public record UplinkSetup<S extends Record>(
    String gateway,
    String uplink,
    S settings,
    JournalView journal,
    JournalCursor cursor,
    LastValues lastValues,
    Signer signer,
    Clocks clocks) {

  public UplinkSetup {
    Names.id("gateway", gateway);
    Names.id("uplink", uplink);
  }
}
