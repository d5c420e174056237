package dev.penstock.contract.uplink;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Names;
import dev.penstock.contract.Signer;

/**
 * What somebody needs who uses an uplink's way without being the uplink.
 *
 * @param settings the uplink's own record
 * @param signer the gateway's key
 */
public record UplinkAccess<S extends Record>(
    String gateway, String uplink, S settings, Signer signer, Clocks clocks) {

  public UplinkAccess {
    Names.id("gateway", gateway);
    Names.id("uplink", uplink);
  }
}
