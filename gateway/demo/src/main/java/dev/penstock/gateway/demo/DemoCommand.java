package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import java.util.Optional;

/** One wish and what became of it. Thread-safe. */
final class DemoCommand {

  private final Wish wish;
  private Optional<Receipt> receipt = Optional.empty();
  private boolean settled;
  private boolean reported;

  DemoCommand(Wish wish) {
    this.wish = wish;
  }

  Wish wish() {
    return wish;
  }

  synchronized boolean isSettled() {
    return settled;
  }

  /** Takes the receipt that tells the outcome. */
  synchronized void settled(Receipt told) {
    receipt = Optional.of(told);
    settled = true;
  }

  /** Nobody answered in time, unless somebody has. */
  synchronized void givenUp() {
    settled = true;
  }

  /** True once, after it was settled. */
  synchronized boolean isNews() {
    boolean news = settled && !reported;
    reported |= news;
    return news;
  }

  /** What became of it, in one word. */
  synchronized String outcome() {
    String unknown = settled ? "UNANSWERED" : "PENDING";
    return receipt.map(told -> told.result().outcome().name()).orElse(unknown);
  }

  /** Its name in the gateway's records; empty as long as there is no receipt. */
  synchronized Optional<String> cmdId() {
    return receipt.map(told -> told.reply().cmdId());
  }

  boolean isConfirmed() {
    return outcome().equals(Outcome.CONFIRMED.name());
  }

  @Override
  public synchronized String toString() {
    String words = receipt.map(told -> told.result().words()).orElse("");
    return wish + ": " + outcome() + (words.isEmpty() ? "" : ", " + words);
  }
}
