package dev.penstock.gateway.cli.trust;

/** Puts line breaks and spaces into compact JSON, for a person who is going to edit it. */
final class PrettyJson {

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private PrettyJson() {}

  static String of(String compact) {
    PrettyJson pretty = new PrettyJson();
    boolean quoted = false;
    for (int i = 0; i < compact.length(); i++) {
      char c = compact.charAt(i);
      boolean escaped = quoted && c == '\\';
      if (c == '"') {
        quoted = !quoted;
      }
      if (quoted || c == '"') {
        pretty.out.append(c);
      } else {
        pretty.structure(c, i + 1 < compact.length() ? compact.charAt(i + 1) : ' ');
      }
      if (escaped) {
        pretty.out.append(compact.charAt(++i));
      }
    }
    return pretty.out.append('\n').toString();
  }

  private void structure(char c, char next) {
    switch (c) {
      case '{', '[' -> {
        out.append(c);
        depth++;
        if (next != '}' && next != ']') {
          newLine();
        }
      }
      case '}', ']' -> {
        depth--;
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[') {
          newLine();
        }
        out.append(c);
      }
      case ',' -> {
        out.append(c);
        newLine();
      }
      case ':' -> out.append(": ");
      default -> out.append(c);
    }
  }

  private void newLine() {
    out.append('\n').append("  ".repeat(depth));
  }
}
