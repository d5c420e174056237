package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.SafeEnd;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.Consent;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A policy that is not signed, and may still lack the word of a person for its safe ends. */
record PolicyDraft(Policy policy) {

  static PolicyDraft read(Path file) throws CannotGoOn {
    try {
      return new PolicyDraft(Policy.read(SiteFolder.bytes(file, PayloadType.POLICY.maxBytes())));
    } catch (MalformedException e) {
      throw SiteFolder.broken(file, "is no policy: " + e.getMessage());
    }
  }

  /** The same under another head. */
  PolicyDraft with(DocumentHead head) {
    return with(head, policy.points());
  }

  private PolicyDraft with(DocumentHead head, List<BoundPoint> points) {
    return new PolicyDraft(
        new Policy(
            head, policy.scope(), policy.inputs(), points, policy.standing(), policy.grants()));
  }

  /** Asks for the word of a person where it is missing. */
  PolicyDraft stated(String by, Consent consent, Terminal terminal) throws CannotGoOn {
    List<BoundPoint> points = new ArrayList<>();
    for (BoundPoint point : policy.points()) {
      points.add(isStated(point) ? point : stated(point, by, consent, terminal));
    }
    return with(policy.head(), points);
  }

  private static boolean isStated(BoundPoint point) {
    return !point.safe().statement().by().equals(PolicyProposal.NOBODY);
  }

  private static BoundPoint stated(BoundPoint point, String by, Consent consent, Terminal terminal)
      throws CannotGoOn {
    if (by.isEmpty()) {
      throw new CannotGoOn(
          ExitCode.USAGE,
          point.point()
              + ": nobody says that its end is safe. Who looked into it? Name the person with"
              + " --stated-by");
    }
    String question =
        "%s: %s. Is that safe in every state of the plant, and when all leases end together?"
            .formatted(point.point(), end(point.safe()));
    if (!consent.isGiven(question, terminal)) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          point.point() + ": without that it cannot be commanded. Remove it, or change its end");
    }
    SafeEnd safe = point.safe();
    return new BoundPoint(
        point.binding(),
        point.hard(),
        point.readBack(),
        new SafeEnd(
            safe.kind(),
            safe.point(),
            safe.value(),
            new SafeEnd.Statement(by, true, true),
            safe.revert()),
        point.guards(),
        point.leaseMax());
  }

  static String end(SafeEnd safe) {
    return switch (safe.kind()) {
      case SAFE_VALUE -> "a lease ends by writing " + safe.value();
      case RELEASE_WRITE -> "a lease ends by writing " + safe.value() + " to " + safe.point();
      case RELEASE_NOTHING -> "a lease ends and nothing is written";
    };
  }

  /** A line for each point and what opens the gate, for who is about to sign. */
  static List<String> lines(Policy policy) {
    List<String> lines = new ArrayList<>(points(policy));
    Condition presence = policy.scope().presence();
    if (presence == null) {
      lines.add("  NOTHING CAN BE COMMANDED: no input shows that somebody is at the box");
    } else {
      lines.add("  the mode rises at the box, once " + presence);
    }
    return lines;
  }

  private static List<String> points(Policy policy) {
    return policy.points().stream()
        .map(
            point ->
                "  %s: %s to %s, %s, at most %d s, %s interlocks, safe by %s"
                    .formatted(
                        point.point(),
                        point.hard().bounds().min(),
                        point.hard().bounds().max(),
                        end(point.safe()),
                        point.leaseMax().toSeconds(),
                        point.guards().interlocks().kind().name().toLowerCase(Locale.ROOT),
                        point.safe().statement().by()))
        .toList();
  }
}
