package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticationMethodsTest {
  static Stream<Arguments> claims() {
    return Stream.of(
        Arguments.of(List.of("pwd", "otp", "mfa"), List.of("pwd", "otp", "mfa")),
        Arguments.of(List.of("pwd", "pwd"), List.of("pwd")),
        Arguments.of(
            List.of("http://schemas.microsoft.com/claims/multipleauthn"),
            List.of("http://schemas.microsoft.com/claims/multipleauthn")),
        Arguments.of("pwd", List.of("pwd")),
        Arguments.of(null, List.of()),
        Arguments.of(List.of(), List.of()),
        Arguments.of(Map.of("pwd", true), List.of()),
        Arguments.of(1L, List.of()),
        Arguments.of(Arrays.asList("pwd", null, 1L, List.of("otp"), true), List.of("pwd")),
        Arguments.of(List.of("", " ", "two words", "li\nne", "\u0000", "pw\u00e4d"), List.of()),
        Arguments.of(List.of("x".repeat(129), "x".repeat(128)), List.of("x".repeat(128))));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void whatIsAWordIsKept(Object claim, List<String> kept) {
    assertEquals(kept, AuthenticationMethods.read(claim));
  }

  @Test
  void thereAreFew() {
    List<String> many = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList();
    assertEquals(many.subList(0, 16), AuthenticationMethods.read(many));
  }
}
