package dev.penstock.gateway.runtime;

import org.tinylog.Logger;

/** The account of a device at the end of a run: nothing may be missing from it without a record. */
final class Account {

  private Account() {}

  /** Says what became of everything a device handed over, and shouts if the sums differ. */
  static void log(DeviceIntake device) {
    String account =
        "device=%s handed=%d reported_lost=%d journaled=%d lost=%d"
            .formatted(
                device.name(),
                device.handed(),
                device.reported(),
                device.journaled(),
                device.lost());
    if (device.isBalanced()) {
      Logger.info("device account balances {}", account);
    } else {
      Logger.error("device account does NOT balance, this is a mistake of ours {}", account);
    }
  }
}
