package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A document on its way to enough signatures. It takes its place in the folder only when it has
 * them; until then it waits beside it as {@code ….next.json}.
 */
record Signatures(SiteFolder folder, Root root) {

  static final String WAITING = ".next.json";

  /** Signs a new document, and puts it where it belongs. */
  void begin(Message document, List<Signer> signers, PrintWriter out) throws CannotGoOn {
    requireSomebody(signers);
    put(document.type(), Envelope.sign(document, signers.toArray(Signer[]::new)), out);
  }

  private static void requireSomebody(List<Signer> signers) throws CannotGoOn {
    if (signers.isEmpty()) {
      throw new CannotGoOn(ExitCode.USAGE, "nobody signs it: name a key with --key");
    }
  }

  /** What waits for more signatures, if those that it has are good. */
  Verified waiting(Path file, PayloadType type) throws CannotGoOn {
    Verified verified =
        EnvelopeReader.open(SiteFolder.bytes(file, type.maxBytes()), type, root.keys());
    if (!verified.isGood()) {
      throw SiteFolder.broken(file, verified.verdict().words());
    }
    return verified;
  }

  /** Adds signatures to a document that waits for them. */
  void add(Verified waiting, PayloadType type, List<Signer> signers, PrintWriter out)
      throws CannotGoOn {
    requireSomebody(signers);
    Envelope envelope = waiting.toEnvelope();
    for (Signer signer : signers) {
      if (waiting.signers().stream().noneMatch(key -> key.keyId().equals(signer.keyId()))) {
        envelope = envelope.alsoSignedBy(signer);
      }
    }
    put(type, envelope, out);
  }

  private void put(PayloadType type, Envelope envelope, PrintWriter out) throws CannotGoOn {
    byte[] bytes = envelope.bytes();
    Verified verified = EnvelopeReader.open(bytes, type, root.keys());
    long have = verified.isGood() ? SiteFolder.signatures(root, type, verified) : 0;
    if (have == 0) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          "by the root none of these keys signs a " + type.kind() + ": use one that does");
    }
    int need = root.quorum(type).threshold();
    Path waiting = folder.file(type.kind() + WAITING);
    Path place = have >= need ? folder.file(type.kind() + ".json") : waiting;
    try {
      TrustFiles.replace(place, bytes);
      if (have >= need) {
        Files.deleteIfExists(waiting);
      }
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, place + " cannot be written: " + e);
    }
    out.printf("%s: %d of %d signatures%n", place, have, need);
    out.println(
        have >= need
            ? "Complete: a running gateway takes it at once (penstock command send " + place + ")."
            : "Waits for more: penstock trust sign %s --site %s --key …"
                .formatted(place, folder.path()));
    out.flush();
  }
}
