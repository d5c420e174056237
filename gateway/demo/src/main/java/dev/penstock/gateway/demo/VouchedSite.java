package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.trust.SiteInForce;
import dev.penstock.uplink.twin.Vouching;
import java.nio.file.Path;
import org.tinylog.Logger;

/**
 * The site whose documents a twin vouches for. Read anew each time, so that a new version counts
 * once it lies there; half a copy counts for nothing, and what was read before goes on.
 */
final class VouchedSite {

  private final Path folder;
  private Vouching.Word last;

  /**
   * Reads the folder.
   *
   * @throws CannotGoOn naming the file that is wrong
   */
  VouchedSite(Path folder) throws CannotGoOn {
    this.folder = folder;
    this.last = read(folder);
  }

  synchronized Vouching.Word word() {
    try {
      last = read(folder);
    } catch (CannotGoOn e) {
      Logger.error("The site's documents cannot be read. why=\"{}\"", e.getMessage());
    }
    return last;
  }

  private static Vouching.Word read(Path folder) throws CannotGoOn {
    SiteInForce site = SiteInForce.of(folder);
    return new Vouching.Word(site.site(), site.demo(), site.least());
  }
}
