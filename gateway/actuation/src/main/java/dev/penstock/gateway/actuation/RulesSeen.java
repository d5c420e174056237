package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trust documents that were in force once, and the keys that were revoked, from the log. */
final class RulesSeen {

  private static final String DOCUMENT = "_document";

  private final Map<Versions, String> digests = new LinkedHashMap<>();
  private final Map<String, String> documents = new TreeMap<>();
  private final Set<String> revoked = new HashSet<>();
  private Versions versions = new Versions(0, 0, 0);
  private String newest = "";

  /** Of the documents that were once in force; none of them goes back. */
  record Versions(long root, long policy, long roster) {
    Versions latest(Versions other) {
      return new Versions(
          Math.max(root, other.root),
          Math.max(policy, other.policy),
          Math.max(roster, other.roster));
    }

    private void write(JsonWriter out) {
      out.field("root", root).field("policy", policy).field("roster", roster);
    }

    private static Versions of(Json in) {
      return new Versions(
          in.get("root").int64(), in.get("policy").int64(), in.get("roster").int64());
    }
  }

  /** A TRUST_SET. */
  Versions trustSet(Fields in) {
    Versions found = new Versions(in.int64("root"), in.int64("policy"), in.int64("roster"));
    put(found, in.sha256("sha256"));
    for (String kind : TrustFolder.DOCUMENTS.keySet()) {
      if (in.has(kind + DOCUMENT)) {
        documents.put(kind, in.string(kind + DOCUMENT));
      }
    }
    return found;
  }

  private void put(Versions found, String sha256) {
    versions = versions.latest(found);
    digests.put(found, sha256);
    newest = sha256;
  }

  void revoke(List<String> keys) {
    revoked.addAll(keys);
  }

  Set<String> revoked() {
    return Set.copyOf(revoked);
  }

  Versions versions() {
    return versions;
  }

  /** Whether the log holds the documents of this set. */
  boolean knows(TrustSet trust) {
    return trust.sha256().equals(digests.get(trust.versions()));
  }

  /** Whether these versions were in force with other content. */
  boolean contradicts(TrustSet trust) {
    String before = digests.get(trust.versions());
    return before != null && !before.equals(trust.sha256());
  }

  /** The newest set as in a TRUST_SET; of the others what they were. */
  void write(JsonWriter out) {
    out.key("trust").object();
    versions.write(out);
    out.field("sha256", newest);
    documents.forEach((kind, raw) -> out.field(kind + DOCUMENT, raw));
    out.endObject();
    Payload.strings(out, "revoked", new TreeSet<>(revoked));
    out.key("sets").array();
    digests.forEach(
        (of, sha256) -> {
          of.write(out.object());
          out.field("sha256", sha256).endObject();
        });
    out.endArray();
  }

  /** Learns what {@link #write} has written. */
  void read(Json in) {
    for (Json set : in.get("sets").list(one -> one)) {
      put(Versions.of(set), set.get("sha256").text());
    }
    Json trust = in.get("trust");
    newest = trust.get("sha256").text();
    for (String kind : TrustFolder.DOCUMENTS.keySet()) {
      if (trust.has(kind + DOCUMENT)) {
        documents.put(kind, trust.get(kind + DOCUMENT).text());
      }
    }
    revoke(in.get("revoked").list(Json::text));
  }
}
