package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records that belong to one command, found by the names that they share. The log is read
 * twice, for it may be larger than the memory.
 */
final class Story {

  /** What the process around the command did while it ran is part of the story. */
  private static final Set<RecordType> ALL_THE_WHILE =
      EnumSet.of(
          RecordType.START,
          RecordType.FREEZE,
          RecordType.INHIBIT,
          RecordType.RESET,
          RecordType.MAINTENANCE,
          RecordType.REVOCATION,
          RecordType.ROLLED_BACK);

  private static final List<String> NAMES = List.of("cmd_id", "offer_sha256", "lease_id");
  private static final List<String> ENVELOPES = List.of("select", "operate", "approval", "message");

  private final AuditArchive log;
  private final Map<Long, Set<String>> names = new LinkedHashMap<>();
  private final Set<Long> around = new HashSet<>();
  private final TreeSet<Long> checkpoints = new TreeSet<>();
  private final Map<Long, Long> cosignatures = new LinkedHashMap<>();
  private final TreeSet<Long> chosen = new TreeSet<>();

  Story(AuditArchive log, String id) throws AuditException {
    this.log = log;
    log.read(this::learn);
    choose(known(id));
  }

  private void learn(AuditRecord record) {
    Json body = RecordLine.body(record);
    long index = record.index();
    if (record.type() == RecordType.CHECKPOINT) {
      checkpoints.add(index);
    } else if (record.type() == RecordType.COSIGNATURE) {
      cosignatures.put(index, body.get("size").int64());
    } else {
      names.put(index, names(body));
    }
    if (ALL_THE_WHILE.contains(record.type())) {
      around.add(index);
    }
  }

  private static Set<String> names(Json body) {
    Set<String> found = new HashSet<>(named(body));
    for (String envelope : ENVELOPES) {
      SignedText.payload(body, envelope).ifPresent(payload -> found.addAll(named(payload)));
    }
    found.remove("");
    return Set.copyOf(found);
  }

  private static List<String> named(Json json) {
    return NAMES.stream().map(name -> SignedText.field(json, name)).toList();
  }

  /** From the one name that was given to every name that goes with it. */
  private Set<String> known(String id) {
    Set<String> known = new HashSet<>(Set.of(id));
    int before = 0;
    while (known.size() > before) {
      before = known.size();
      for (Set<String> some : names.values()) {
        if (some.stream().anyMatch(known::contains)) {
          known.addAll(some);
        }
      }
    }
    return known;
  }

  private void choose(Set<String> known) {
    names.forEach(
        (index, some) -> {
          if (some.stream().anyMatch(known::contains)) {
            chosen.add(index);
          }
        });
    if (!chosen.isEmpty()) {
      long first = chosen.first();
      long last = chosen.last();
      around.stream().filter(i -> i > first && i < last).forEach(chosen::add);
    }
  }

  boolean isEmpty() {
    return chosen.isEmpty();
  }

  List<String> json() throws AuditException {
    RecordLine line = new RecordLine();
    List<String> lines = new ArrayList<>();
    log.read(
        record -> {
          String text = line.json(record);
          if (chosen.contains(record.index())) {
            lines.add(text);
          }
        });
    return lines;
  }

  List<String> lines() throws AuditException {
    RecordLine line = new RecordLine();
    List<String> lines = new ArrayList<>();
    log.read(
        record -> {
          String text = line.text(record);
          if (chosen.contains(record.index())) {
            lines.add(text);
            lines.addAll(OfferLines.of(RecordLine.body(record)));
          }
        });
    lines.add(vouchedFor());
    return lines;
  }

  /** Who has signed that these records were there. */
  private String vouchedFor() {
    Long sealed = checkpoints.higher(chosen.last());
    if (sealed == null) {
      return "No checkpoint covers it yet.";
    }
    String own = "Covered by the gateway's checkpoint in record " + sealed;
    return cosignatures.entrySet().stream()
        .filter(cosigned -> cosigned.getValue() > chosen.last())
        .findFirst()
        .map(cosigned -> own + ", cosigned by a twin: record " + cosigned.getKey() + ".")
        .orElse(own + ", cosigned by nobody yet.");
  }
}
