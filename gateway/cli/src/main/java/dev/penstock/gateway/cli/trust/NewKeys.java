package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.PassphraseOption;
import dev.penstock.gateway.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Makes the private keys of a new site, each under a passphrase. */
final class NewKeys {

  private final Path folder;
  private final Terminal terminal;
  private final PassphraseOption passphrase;
  private char[] offlinePassphrase = {};

  NewKeys(Path folder, Terminal terminal, PassphraseOption passphrase) {
    this.folder = folder;
    this.terminal = terminal;
    this.passphrase = passphrase;
  }

  /** Keys that are put away; all under one passphrase, which is asked for once. */
  List<KeySigner> offline(String... names) throws CannotGoOn, KeyFileException, IOException {
    if (offlinePassphrase.length == 0) {
      offlinePassphrase = passphrase.chosenFor("the offline keys", terminal);
    }
    List<KeySigner> made = new ArrayList<>();
    for (String name : names) {
      made.add(make("offline", name, offlinePassphrase.clone()));
    }
    return made;
  }

  /** The key of a person, under a passphrase of its own; the public half lies beside it. */
  KeySigner personal(String name) throws CannotGoOn, KeyFileException, IOException {
    KeySigner made = make("people", name, passphrase.chosenFor(name, terminal));
    new PublicKeyFile(name, made.publicKey())
        .write(folder.resolve("people").resolve(name + ".pub"));
    return made;
  }

  private KeySigner make(String group, String name, char[] secret)
      throws KeyFileException, IOException {
    Path keys = folder.resolve(group);
    Files.createDirectories(
        keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return SigningKeys.keys().create(keys.resolve(name + ".key"), name, secret);
  }
}
