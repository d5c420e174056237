package dev.penstock.gateway.demo.broker;

/** MQTT topic filters, level by level. */
final class TopicFilter {

  private TopicFilter() {}

  /**
   * Whether every topic that {@code asked} (a topic or a filter) stands for is within {@code
   * allowed}.
   */
  static boolean covers(String allowed, String asked) {
    String[] wide = allowed.split("/", -1);
    String[] narrow = asked.split("/", -1);
    for (int i = 0; i < wide.length; i++) {
      if (wide[i].equals("#")) {
        return i > 0 || !asked.startsWith("$");
      }
      if (i == narrow.length || !coversLevel(wide[i], narrow[i])) {
        return false;
      }
    }
    return wide.length == narrow.length;
  }

  private static boolean coversLevel(String allowed, String asked) {
    return allowed.equals("+") ? !asked.equals("#") : allowed.equals(asked);
  }
}
