package io.tributary.broker.bench;

import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who signs in with a password kept at the broker, through its page, over and over. */
final class PasswordLogins {
  private static final Pattern FORM =
      Pattern.compile(
          "<form method=\"post\" action=\"([^\"]+)\">\\s*"
              + "<input type=\"hidden\" name=\"csrf\" value=\"([^\"]+)\">");

  private final BenchClient client;
  private final String account;

  PasswordLogins(BenchClient client, String account) {
    this.client = client;
    this.account = account;
  }

  Future<?> once() {
    LoadBrowser browser = client.browser();
    return client
        .page(browser)
        .compose(
            page -> {
              Matcher form = FORM.matcher(page.body());
              if (!form.find()) {
                return Future.failedFuture("no form in the page at " + page.address());
              }
              return browser.post(
                  form.group(1).replace("&amp;", "&"),
                  "csrf="
                      + encoded(form.group(2).replace("&#43;", "+"))
                      + "&username="
                      + encoded(account)
                      + "&password="
                      + encoded(BenchClient.SECRET));
            })
        .map(
            page -> {
              if (page.body().contains("login-error")) {
                throw new IllegalStateException("the password was refused");
              }
              return page;
            });
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
