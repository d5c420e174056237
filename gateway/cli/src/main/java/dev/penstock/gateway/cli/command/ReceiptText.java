package dev.penstock.gateway.cli.command;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.message.Execution;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a receipt says, for people and for scripts. */
record ReceiptText(Receipt receipt) {

  List<String> lines() {
    Receipt.Result result = receipt.result();
    String code = result.code().isEmpty() ? "" : " " + result.code();
    List<String> lines = new ArrayList<>();
    lines.add(result.outcome() + code + (result.words().isEmpty() ? "" : ": " + result.words()));
    Execution execution = receipt.execution();
    if (execution != null) {
      lines.add("  " + execution(execution));
      if (!execution.lease().id().isEmpty()) {
        String lease = execution.lease().id();
        lines.add("  lease %s, %s left".formatted(lease, OfferText.span(execution.lease().left())));
        lines.add("  to hold it on: penstock command renew " + lease + " --key …");
        lines.add("  to give it back: penstock command release " + lease + " --key …");
      }
    }
    lines.add("  evidence: audit record " + receipt.place().index() + " of this run");
    return lines;
  }

  private static String execution(Execution execution) {
    String confirmed =
        execution.confirmedBy() == null
            ? ""
            : ", by the " + execution.confirmedBy().name().toLowerCase(Locale.ROOT);
    String readBack =
        execution.readBack().isEmpty() ? "nothing read back" : "read back " + execution.readBack();
    return execution.point() + " = " + execution.value() + ", " + readBack + confirmed;
  }

  void write(JsonWriter json) {
    Receipt.Result result = receipt.result();
    json.field("outcome", result.outcome().name()).field("code", result.code());
    json.field("words", result.words()).field("answers", receipt.answers());
    Execution execution = receipt.execution();
    if (execution != null) {
      json.field("read_back", execution.readBack()).field("lease_id", execution.lease().id());
      json.field("lease_left_ms", execution.lease().left().toMillis());
    }
    json.field("incarnation", receipt.place().incarnation());
    json.field("record", receipt.place().index());
  }

  int exitCode() {
    return switch (receipt.result().outcome()) {
      case ACCEPTED, CONFIRMED, HELD, RELEASED, CANCELLED -> ExitCode.OK;
      case REFUSED, EXPIRED, ABORTED, NOT_DONE -> ExitCode.REFUSED;
      default -> ExitCode.NOT_KNOWN;
    };
  }

  /** Whether nothing more will come about its message. */
  boolean isLast() {
    return switch (receipt.result().outcome()) {
      case CONFIRMED, HELD, UNKNOWN, MISMATCH -> false;
      default -> true;
    };
  }
}
