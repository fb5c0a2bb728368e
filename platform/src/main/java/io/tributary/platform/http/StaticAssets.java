package io.tributary.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Style sheets, icons and scripts from the class path, read into memory once at start. A request
 * can only name one of them: nothing is looked up in a file system.
 *
 * <p>{@link #url} adds the content's hash as {@code ?v=}; a request with the right hash may be
 * cached for ever, any other is revalidated by a strong ETag.
 */
public final class StaticAssets {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webp", "image/webp",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final String path;
  private final Map<String, Asset> assets;

  private StaticAssets(String path, Map<String, Asset> assets) {
    this.path = path;
    this.assets = assets;
  }

  /**
   * @param anchor a class of the jar that holds the files
   * @param folder on the class path, without a leading or trailing slash
   * @param names the files of that folder; others are not served
   * @param path under which they are served, with a leading and without a trailing slash
   * @throws IllegalArgumentException when a file is absent or its type is unknown
   */
  public static StaticAssets load(Class<?> anchor, String folder, List<String> names, String path) {
    Map<String, Asset> assets = new LinkedHashMap<>();
    for (String name : names) {
      assets.put(name, Asset.of(name, bytes(anchor, folder + "/" + name)));
    }
    return new StaticAssets(path, Map.copyOf(assets));
  }

  private static byte[] bytes(Class<?> anchor, String resource) {
    try (InputStream in = anchor.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no " + resource + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mount(Router router) {
    assets.forEach(
        (name, asset) -> router.get(path + "/" + name).handler(context -> answer(context, asset)));
  }

  /** The address of a file, which changes with its content. */
  public String url(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("There is no asset " + name);
    }
    return path + "/" + name + "?v=" + asset.hash();
  }

  private static void answer(RoutingContext context, Asset asset) {
    boolean named = ("v=" + asset.hash()).equals(context.request().query());
    HttpServerResponse response =
        context
            .response()
            .putHeader("ETag", asset.etag())
            .putHeader("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
    if (matches(context.request().headers().getAll("If-None-Match"), asset.etag())) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader("Content-Type", asset.type()).end(asset.bytes());
    }
  }

  /** RFC 9110 13.1.2: a list of tags, compared weakly, or a star. */
  private static boolean matches(List<String> conditions, String etag) {
    for (String condition : conditions) {
      for (String each : condition.split(",", -1)) {
        String tag = each.strip();
        if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }

  private record Asset(Buffer bytes, String type, String hash) {
    static Asset of(String name, byte[] bytes) {
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String type =
          Optional.ofNullable(TYPES.get(ending))
              .filter(known -> NAME.matcher(name).matches())
              .orElseThrow(
                  () -> new IllegalArgumentException("No content type is known for " + name));
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Asset(Buffer.buffer(bytes), type, HexFormat.of().formatHex(digest, 0, 12));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    String etag() {
      return '"' + hash + '"';
    }
  }
}
