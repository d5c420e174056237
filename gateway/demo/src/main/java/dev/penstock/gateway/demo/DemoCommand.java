package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import java.util.ArrayList;
import java.util.List;

/** One wish on its way: select, offer, operate, receipt. Used under the operator's lock. */
final class DemoCommand {

  /** How far it is. */
  enum Stage {
    SELECTING,
    OPERATING,
    SETTLED
  }

  private final Wish wish;
  private final long begunAt;
  private final List<Receipt> receipts = new ArrayList<>();
  private Stage stage = Stage.SELECTING;
  private String selectId = "";
  private String operateId = "";
  private long askedAt;
  private boolean reported;

  DemoCommand(Wish wish, long begunAt) {
    this.wish = wish;
    this.begunAt = begunAt;
  }

  Wish wish() {
    return wish;
  }

  Stage stage() {
    return stage;
  }

  long begunAt() {
    return begunAt;
  }

  long askedAt() {
    return askedAt;
  }

  void selecting(String cmdId, long now) {
    selectId = cmdId;
    askedAt = now;
  }

  void operating(String cmdId, long now) {
    stage = Stage.OPERATING;
    operateId = cmdId;
    askedAt = now;
  }

  boolean isSelectedBy(String cmdId) {
    return stage == Stage.SELECTING && selectId.equals(cmdId);
  }

  boolean isAbout(String cmdId) {
    return operateId.equals(cmdId) || selectId.equals(cmdId);
  }

  /** Takes a receipt; several may come, the first tells the outcome. */
  void settled(Receipt receipt) {
    stage = Stage.SETTLED;
    receipts.add(receipt);
  }

  /** Nobody answered in time. */
  void givenUp() {
    stage = Stage.SETTLED;
  }

  /** True once, after it was settled. */
  boolean isNews() {
    boolean news = stage == Stage.SETTLED && !reported;
    reported |= news;
    return news;
  }

  /** What became of it, in one word. */
  String outcome() {
    if (receipts.isEmpty()) {
      return stage == Stage.SETTLED ? "UNANSWERED" : "PENDING";
    }
    return receipts.get(0).result().outcome().name();
  }

  boolean isConfirmed() {
    return outcome().equals(Outcome.CONFIRMED.name());
  }

  @Override
  public String toString() {
    String words = receipts.isEmpty() ? "" : receipts.get(0).result().words();
    return wish + ": " + outcome() + (words.isEmpty() ? "" : ", " + words);
  }
}
