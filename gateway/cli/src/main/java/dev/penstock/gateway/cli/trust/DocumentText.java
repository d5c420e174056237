package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Roster;
import java.util.ArrayList;
import java.util.List;

/** What a document says, for who is about to sign it. */
final class DocumentText {

  private DocumentText() {}

  /** Of a document that waits for more signatures. */
  static List<String> lines(PayloadType type, Verified waiting) throws MalformedException {
    return switch (type) {
      case POLICY -> of(waiting.read(Policy::read));
      case ROSTER -> of(waiting.read(Roster::read));
      case RESUME -> of(waiting.read(Resume::read));
      default -> throw new IllegalArgumentException("nobody signs that here: " + type);
    };
  }

  static List<String> of(Policy policy) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "policy %s for gateway %s, at most %s"
            .formatted(version(policy.head()), policy.scope().gateway(), policy.scope().maxMode()));
    lines.addAll(PolicyDraft.lines(policy));
    return lines;
  }

  private static List<String> of(Roster roster) {
    List<String> lines = new ArrayList<>();
    lines.add("roster " + version(roster.head()));
    roster.members().forEach(member -> lines.add("  " + of(member)));
    return lines;
  }

  static String of(Member member) {
    return "%-10s %s %s %s"
        .formatted(
            member.name(),
            member.kind(),
            member.roles(),
            member.keys().stream().map(key -> key.keyId().substring(0, 16) + "…").toList());
  }

  static List<String> of(Resume resume) {
    return List.of(
        "gateway %s goes on without the log that was lost:".formatted(resume.aud()),
        "  lost    %s, %d records, root %s"
            .formatted(
                resume.lost().origin(),
                resume.lost().size(),
                resume.lost().root().substring(0, 16) + "…"),
        "  next    " + resume.nextOrigin(),
        "  reason  " + resume.reason());
  }

  private static String version(DocumentHead head) {
    return "%d of site %s, until %s".formatted(head.version(), head.site(), head.expires());
  }
}
