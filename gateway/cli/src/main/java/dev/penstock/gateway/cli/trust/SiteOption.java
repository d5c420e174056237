package dev.penstock.gateway.cli.trust;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which site's documents. */
final class SiteOption {

  @Option(
      names = "--site",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder with the site's documents.")
  private Path path;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  SiteOption() {}

  SiteFolder folder() {
    return new SiteFolder(path);
  }
}
