package dev.penstock.contract.wire;

import dev.penstock.contract.Names;

/**
 * Whose frames these are: the same in every frame of an uplink.
 *
 * @param filter hex digest of the filter that rows passed, at most 32 bytes; empty when all pass
 */
public record FrameOrigin(String gateway, String uplink, String filter) {

  public FrameOrigin {
    Names.id("gateway", gateway);
    Names.id("uplink", uplink);
    if (!filter.matches("([0-9a-f]{2}){0,32}")) {
      throw new IllegalArgumentException("filter \"" + filter + "\" must be hex, at most 32 bytes");
    }
  }
}
