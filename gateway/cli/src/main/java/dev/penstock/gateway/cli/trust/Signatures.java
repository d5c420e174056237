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

  private static final String WAITING = ".next.json";

  /** Signs a new document, and puts it where it belongs. */
  void begin(String name, Message document, List<Signer> signers, PrintWriter out)
      throws CannotGoOn {
    Envelope envelope = Envelope.sign(document, signers.toArray(Signer[]::new));
    if (signers.isEmpty()) {
      throw new CannotGoOn(ExitCode.USAGE, "nobody signs it: name a key with --key");
    }
    put(name, document.type(), envelope, out);
  }

  /** Adds signatures to a document that waits for them. */
  void add(Path file, PayloadType type, List<Signer> signers, PrintWriter out) throws CannotGoOn {
    byte[] raw = SiteFolder.bytes(file, type.maxBytes());
    Verified verified = EnvelopeReader.open(raw, type, root.keys());
    if (!verified.isGood()) {
      throw SiteFolder.broken(file, verified.verdict().words());
    }
    Envelope envelope = verified.toEnvelope();
    for (Signer signer : signers) {
      if (verified.signers().stream().noneMatch(key -> key.keyId().equals(signer.keyId()))) {
        envelope = envelope.alsoSignedBy(signer);
      }
    }
    put(type.kind() + ".json", type, envelope, out);
  }

  private void put(String name, PayloadType type, Envelope envelope, PrintWriter out)
      throws CannotGoOn {
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
    Path place = have >= need ? folder.file(name) : waiting;
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
            : "Waits for more: penstock trust sign " + place + " --key …");
    out.flush();
  }
}
