package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who there is, with which keys: no name twice, and no key with two of them. */
public record Roster(DocumentHead head, List<Member> members) implements Document {

  public static final Duration LONGEST_DELEGATION = Duration.ofDays(7);

  private static final int MAX_MEMBERS = 1_000;

  public Roster {
    members = Texts.distinct("members", members, MAX_MEMBERS);
    Texts.distinct("names", members.stream().map(Member::name).toList(), MAX_MEMBERS);
    Texts.distinct(
        "keys",
        members.stream().flatMap(member -> member.keys().stream()).toList(),
        MAX_MEMBERS * Member.MAX_KEYS);
    for (Member member : members) {
      checkDelegation(head, members, member);
    }
  }

  private static void checkDelegation(DocumentHead head, List<Member> members, Member member) {
    Member.Delegation delegation = member.delegation();
    if (delegation == null) {
      return;
    }
    Member giver =
        members.stream()
            .filter(other -> other.name().equals(delegation.by()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(member.name() + ": no such giver"));
    Rules.require(giver.delegation() == null, member.name() + ": its giver has only a delegation");
    Rules.require(
        giver.roles().containsAll(member.roles()) && giver.origins().containsAll(member.origins()),
        member.name() + ": has more than its giver");
    Rules.require(
        !delegation.until().isAfter(head.issued().plus(LONGEST_DELEGATION)),
        member.name() + ": delegated for more than " + LONGEST_DELEGATION.toDays() + " days");
  }

  public static Roster read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.ROSTER, payload, Roster::from);
  }

  private static Roster from(Fields in) {
    return new Roster(DocumentHead.from(in), in.objects("members", MAX_MEMBERS, Member::from));
  }

  public Optional<Member> named(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  public Optional<Member> withKey(String keyId) {
    return members.stream().filter(member -> member.hasKey(keyId)).findFirst();
  }

  /** Every key of every member. */
  public KeyLookup keys() {
    List<VerifyKey> all = members.stream().flatMap(member -> member.keys().stream()).toList();
    return KeyLookup.of(all);
  }

  @Override
  public PayloadType type() {
    return PayloadType.ROSTER;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    Payload.objects(out, "members", members, Member::write);
    return Payload.end(out);
  }
}
