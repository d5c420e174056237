package dev.penstock.contract.signing.site;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Member;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The roles of a small site, and what each may do: operators command, supervisors take over and
 * approve too, the twin's service commands with the lowest priority, and as long as the twin's
 * pulse comes.
 */
public final class SiteRoles {

  public static final String OPERATOR = "operator";
  public static final String SUPERVISOR = "supervisor";

  /** A gateway sends a member with this role a copy of everything that it answers. */
  public static final String TWIN = "twin";

  /** A gateway asks a member with this role whether the twin lives; only its pulse counts. */
  public static final String PULSE = "pulse";

  /** Who holds a point with no person there goes when the twin falls silent. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private static final Duration ATTENDED = Duration.ZERO;

  private static final List<Action> OPERATING =
      List.of(
          Action.SET,
          Action.RENEW,
          Action.RELEASE,
          Action.STOP,
          Action.RESET,
          Action.MODE,
          Action.MAINTENANCE,
          Action.ACKNOWLEDGE);
  private static final List<Action> SUPERVISING =
      Stream.concat(OPERATING.stream(), Stream.of(Action.APPROVE)).toList();
  private static final List<Action> OPTIMISING = List.of(Action.SET, Action.RENEW);

  private SiteRoles() {}

  /** A person with one of the roles. */
  public static Member person(String name, VerifyKey key, String role) {
    return member(name, Member.Kind.PERSON, key, Origin.OPERATOR, role);
  }

  /** A service with one of the roles; the twin's gives the pulse too. */
  public static Member service(String name, VerifyKey key, String role) {
    return role.equals(TWIN)
        ? member(name, Member.Kind.SERVICE, key, Origin.OPTIMISER, TWIN, PULSE)
        : member(name, Member.Kind.SERVICE, key, Origin.OPTIMISER, role);
  }

  /** A gateway, which may do nothing, and whose word is known by its key. */
  public static Member gateway(String name, VerifyKey key) {
    return new Member(name, Member.Kind.GATEWAY, List.of(key), List.of(), List.of(), null);
  }

  private static Member member(
      String name, Member.Kind kind, VerifyKey key, Origin origin, String... roles) {
    return new Member(name, kind, List.of(key), List.of(roles), List.of(origin), null);
  }

  /** What the roles may do with these points; nothing if there is none. */
  public static List<Grant> grants(Collection<String> points) {
    if (points.isEmpty()) {
      return List.of();
    }
    List<String> all = List.copyOf(points);
    return List.of(
        grant(OPERATOR, Origin.OPERATOR, OPERATING, all, terms(50, ATTENDED)),
        grant(SUPERVISOR, Origin.OPERATOR, SUPERVISING, all, terms(90, ATTENDED)),
        grant(TWIN, Origin.OPTIMISER, OPTIMISING, all, terms(10, LONGEST_SILENCE)));
  }

  private static Grant grant(
      String role, Origin origin, List<Action> actions, List<String> points, GrantTerms terms) {
    Grant.Who who = new Grant.Who(List.of(role), List.of(), List.of(origin));
    return new Grant(role + "s", Grant.Effect.ALLOW, who, actions, points, terms);
  }

  /** Good without a network too: a small site is lost without it otherwise. */
  private static GrantTerms terms(int maxPriority, Duration pulse) {
    GrantTerms.Hold hold = new GrantTerms.Hold(Duration.ZERO, pulse, maxPriority);
    boolean unattended = !pulse.isZero();
    return new GrantTerms(Limits.NONE, hold, List.of(), true, unattended, 0);
  }
}
