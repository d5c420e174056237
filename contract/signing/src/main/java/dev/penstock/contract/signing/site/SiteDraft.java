package dev.penstock.contract.signing.site;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three documents without which no gateway writes anything, not signed yet. */
public record SiteDraft(Root root, Policy policy, Roster roster) {

  /** How long a gateway of a small site may be powered without a word from the twin. */
  private static final Duration OFFLINE_BUDGET = Duration.ofDays(7);

  /** Who signs what. */
  public record Signers(List<Signer> root, List<Signer> policy, List<Signer> roster) {

    public Signers {
      root = List.copyOf(root);
      policy = List.copyOf(policy);
      roster = List.copyOf(roster);
    }

    /** The same keys for everything. */
    public static Signers all(List<Signer> signers) {
      return new Signers(signers, signers, signers);
    }
  }

  /**
   * What a site decides for one gateway.
   *
   * @param inputs bindings of every point that is read or named in a condition
   * @param points what may be commanded
   * @param presence what shows that somebody is at the box; null: the mode can never be raised
   */
  public record Rules(List<Binding> inputs, List<BoundPoint> points, @Nullable Condition presence) {

    public Rules {
      inputs = List.copyOf(inputs);
      points = List.copyOf(points);
    }
  }

  /** A policy for one gateway in which the usual roles have the usual grants. */
  public static Policy policy(DocumentHead head, String gateway, Rules rules) {
    Policy.Scope scope = new Policy.Scope(gateway, Mode.ARMED, OFFLINE_BUDGET, rules.presence());
    List<String> names = rules.points().stream().map(BoundPoint::point).toList();
    return new Policy(
        head, scope, rules.inputs(), rules.points(), List.of(), SiteRoles.grants(names));
  }

  /** All three with the head of the root. */
  public static SiteDraft of(Root root, Policy policy, List<Member> members) {
    return new SiteDraft(root, policy, new Roster(root.head(), members));
  }

  /** By which a person at the box recognises the root. */
  public static String fingerprint(Root root) {
    return Sha256.hex(root.bytes());
  }

  /** Signs all three and writes them, with the root's fingerprint, into a trust folder. */
  public void write(Path folder, Signers signers) throws IOException {
    write(folder.resolve(TrustFiles.ROOT), root, signers.root());
    write(folder.resolve(TrustFiles.POLICY), policy, signers.policy());
    write(folder.resolve(TrustFiles.ROSTER), roster, signers.roster());
    TrustFiles.replace(
        folder.resolve(TrustFiles.FINGERPRINT),
        (fingerprint(root) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void write(Path file, Message document, List<Signer> signers) throws IOException {
    TrustFiles.replace(file, Envelope.sign(document, signers.toArray(Signer[]::new)).bytes());
  }
}
