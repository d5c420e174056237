package dev.penstock.gateway.demo.broker;

/** MQTT topic filters, level by level. */
final class TopicFilter {

  private TopicFilter() {}

  /**
   * Whether every topic that {@code asked} (a topic or a filter) stands for is within {@code
   * allowed}. A wildcard does not stand for the broker's own topics, which begin with a dollar.
   */
  static boolean covers(String allowed, String asked) {
    String[] wide = allowed.split("/", -1);
    String[] narrow = asked.split("/", -1);
    if (narrow[0].startsWith("$") && !narrow[0].equals(wide[0])) {
      return false;
    }
    for (int i = 0; i < wide.length; i++) {
      if (wide[i].equals("#")) {
        return true;
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
