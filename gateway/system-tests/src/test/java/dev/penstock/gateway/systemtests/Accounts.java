package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What every gateway must be able to say when it stops, whatever it was put through: the rows that
 * a device handed over and what its protocol reported as lost are, to the row, journaled or counted
 * as lost. Held against the log of every gateway that a system test runs.
 */
final class Accounts {

  private static final Pattern ACCOUNT =
      Pattern.compile(
          "device account .*device=(\\S+) handed=(\\d+) reported_lost=(\\d+) journaled=(\\d+)"
              + " lost=(\\d+)");
  private static final Pattern DEVICE = Pattern.compile("device link changed device=(\\S+) ");

  private Accounts() {}

  /** Every account in the log of one or more runs balances. */
  static void assertBalanced(String log) {
    assertThat(log).doesNotContain("does NOT balance");
    assertThat(ACCOUNT.matcher(log).results())
        .allSatisfy(
            account ->
                assertThat(sum(account, 2, 3)).as(account.group()).isEqualTo(sum(account, 4, 5)));
  }

  /** The same, and no device is without one: the log ends with a regular stop. */
  static void assertComplete(String log) {
    assertBalanced(log);
    assertThat(devices(ACCOUNT, log)).containsAll(devices(DEVICE, log));
  }

  private static long sum(MatchResult account, int one, int other) {
    return Long.parseLong(account.group(one)) + Long.parseLong(account.group(other));
  }

  private static Set<String> devices(Pattern pattern, String log) {
    Set<String> devices = new TreeSet<>();
    pattern.matcher(log).results().forEach(line -> devices.add(line.group(1)));
    return devices;
  }
}
