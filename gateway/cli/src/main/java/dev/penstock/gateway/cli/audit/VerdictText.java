package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.JsonWriter;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditReport;
import java.util.ArrayList;
import java.util.List;

/** The result of a check, for people and for scripts. */
final class VerdictText {

  private final AuditReport report;
  private final List<String> files;
  private final int witnesses;

  VerdictText(AuditReport report, List<String> files, int witnesses) {
    this.report = report;
    this.files = List.copyOf(files);
    this.witnesses = witnesses;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    AuditReport.Checked checked = report.checked();
    lines.add("log          " + report.head().origin() + " in " + String.join(", ", files));
    lines.add("records      " + report.head().size() + ", " + checked.commands() + " commands");
    lines.add("root         " + report.head().root());
    lines.add("signed       " + covered(report.vouched().byGateway(), "by the gateway"));
    lines.add("cosigned     " + covered(report.vouched().byTwin(), "by a twin"));
    lines.add("signatures   " + checked.signatures() + " good" + unchecked(checked.unchecked()));
    lines.add("witnesses    " + (witnesses == 0 ? "none was named" : witnesses + " looked at"));
    report.notes().forEach(note -> lines.add("note         " + note));
    AuditDamage damage = report.damage();
    lines.add(damage == null ? "GOOD: everything fits together." : "BAD: " + damage);
    return lines;
  }

  private static String covered(long records, String by) {
    return records == 0 ? "nothing " + by : "the first " + records + " records " + by;
  }

  private static String unchecked(long count) {
    return count == 0 ? "" : ", " + count + " of unknown keys were not checked";
  }

  String json() {
    AuditReport.Checked checked = report.checked();
    JsonWriter out = new JsonWriter().object().field("good", report.isGood());
    out.field("origin", report.head().origin()).field("records", report.head().size());
    out.field("root", report.head().root());
    out.field("signed_records", report.vouched().byGateway());
    out.field("cosigned_records", report.vouched().byTwin());
    out.field("signatures", checked.signatures()).field("unchecked", checked.unchecked());
    out.field("commands", checked.commands()).field("witnesses", (long) witnesses);
    out.key("notes").array();
    report.notes().forEach(out::text);
    out.endArray();
    AuditDamage damage = report.damage();
    if (damage != null) {
      out.key("damage").object().field("kind", damage.kind().name()).field("file", damage.file());
      out.field("record", damage.record()).field("words", damage.words()).endObject();
    }
    return out.endObject().toString();
  }
}
