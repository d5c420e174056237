package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A folder with the documents of a site. Nothing in it is believed that is not signed. */
record SiteFolder(Path path) {

  /** A document whose signatures are good, with the envelope that proves it. */
  record Signed<T>(T document, Verified verified) {}

  Path file(String name) {
    return path.resolve(name);
  }

  /** The root, if enough of the keys that it names have signed it; whose it is, is for people. */
  Signed<Root> root() throws CannotGoOn {
    byte[] raw = bytes(file(TrustFiles.ROOT), PayloadType.ROOT.maxBytes());
    try {
      Root claimed = RootClaim.read(raw);
      Verified verified = EnvelopeReader.open(raw, PayloadType.ROOT, claimed.keys());
      if (!claimed.root().isMetBy(verified)) {
        throw broken(file(TrustFiles.ROOT), "is not signed by as many of its keys as it asks for");
      }
      return new Signed<>(claimed, verified);
    } catch (MalformedException e) {
      throw broken(file(TrustFiles.ROOT), String.valueOf(e.getMessage()));
    }
  }

  Signed<Policy> policy(Root root) throws CannotGoOn {
    return document(TrustFiles.POLICY, PayloadType.POLICY, Policy::read, root);
  }

  Signed<Roster> roster(Root root) throws CannotGoOn {
    return document(TrustFiles.ROSTER, PayloadType.ROSTER, Roster::read, root);
  }

  private <T extends Document> Signed<T> document(
      String name, PayloadType type, Verified.PayloadReader<T> reader, Root root)
      throws CannotGoOn {
    Path file = file(name);
    Verified verified = EnvelopeReader.open(bytes(file, type.maxBytes()), type, root.keys());
    if (!verified.isGood()) {
      throw broken(file, verified.verdict().words());
    }
    if (!root.quorum(type).isMetBy(verified)) {
      throw broken(
          file,
          "has %d of %d signatures: run penstock trust sign with another key"
              .formatted(signatures(root, type, verified), root.quorum(type).threshold()));
    }
    try {
      T document = verified.read(reader);
      if (!document.head().site().equals(root.head().site())) {
        throw broken(file, "is of site " + document.head().site() + ", not of the root's");
      }
      return new Signed<>(document, verified);
    } catch (MalformedException e) {
      throw broken(file, String.valueOf(e.getMessage()));
    }
  }

  /** How many of the keys that count have signed. */
  static long signatures(Root root, PayloadType type, Verified verified) {
    return root.quorum(type).keys().stream().filter(verified.signers()::contains).count();
  }

  static String fingerprint(Root root) {
    return SiteDraft.fingerprint(root);
  }

  static byte[] bytes(Path file, int most) throws CannotGoOn {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    } catch (NoSuchFileException e) {
      throw broken(file, "is not there");
    } catch (IOException e) {
      throw broken(file, "cannot be read: " + e.getMessage());
    }
  }

  static CannotGoOn broken(Path file, String why) {
    return new CannotGoOn(ExitCode.PROBLEMS, file + " " + why);
  }
}
