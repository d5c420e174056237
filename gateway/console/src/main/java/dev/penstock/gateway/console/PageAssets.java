package dev.penstock.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, from the class path; each is read when first asked for. */
final class PageAssets {

  private static final Pattern OWN = Pattern.compile("/assets/([a-z]+\\.(?:js|css|svg))");
  private static final String CHART = "/assets/chart.umd.js";
  private static final String CHART_JAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Asset> loaded = new HashMap<>();

  /**
   * One file; all of them are text.
   *
   * @param tag changes with the content, quoted as an ETag is
   */
  record Asset(String type, String content, String tag) {}

  /** The file at this path of the address, or null if there is none. */
  @Nullable Asset find(String path) {
    Asset known = loaded.get(path);
    if (known != null) {
      return known;
    }
    String resource = resourceOf(path);
    Asset asset = resource == null ? null : read(resource);
    if (asset != null) {
      loaded.put(path, asset);
    }
    return asset;
  }

  private static @Nullable String resourceOf(String path) {
    if (path.equals("/")) {
      return "page/index.html";
    }
    if (path.equals("/favicon.ico")) {
      return "page/favicon.svg";
    }
    if (path.equals(CHART)) {
      return "/META-INF/resources/webjars/chart.js/" + chartVersion() + "/dist/chart.umd.js";
    }
    var own = OWN.matcher(path);
    return own.matches() ? "page/" + own.group(1) : null;
  }

  /** The jar says its version, so that only the build names it. */
  private static String chartVersion() {
    try (InputStream in = PageAssets.class.getResourceAsStream(CHART_JAR)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "missing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Asset read(String resource) {
    try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readAllBytes();
      String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
      return new Asset(type, new String(content, StandardCharsets.UTF_8), tagOf(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tagOf(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
