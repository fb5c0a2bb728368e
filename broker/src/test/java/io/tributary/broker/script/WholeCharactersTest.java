package io.tributary.broker.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.claims.MappingTests;
import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No half character leaves a mapping: each reader of a token would make something else of it. */
class WholeCharactersTest {
  private static final MappingCompiler COMPILER =
      new MappingCompiler(
          List.of(new RhinoLanguage(), new StarlarkLanguage()),
          Limits.DEFAULT.withTime(Duration.ofSeconds(5)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          js | return {t: '😀'[0]};                        | {"t":"�"}
          js | return {t: 'a' + '😀'.slice(1) + 'b'};      | {"t":"a�b"}
          js | return {t: '\ude00\ud83d'};                 | {"t":"��"}
          js | return {t: '😀'[0] + '😀'[1]};              | {"t":"😀"}
          js | return {g: ['😀'[0], 'x😀']};               | {"g":["�","x😀"]}
          js | return {o: {['😀'[1]]: {a: '😀'[0]}}};      | {"o":{"�":{"a":"�"}}}
          py | return {'t': '😀'[0]}                       | {"t":"�"}
          py | return {'t': 'a' + '😀'[1:] + 'b'}          | {"t":"a�b"}
          py | return {'t': '😀'[0] + '😀'[1]}             | {"t":"😀"}
          py | return {'g': ['😀'[0], 'x😀']}              | {"g":["�","x😀"]}
          py | return {'o': {'😀'[1]: {'a': '😀'[0]}}}     | {"o":{"�":{"a":"�"}}}
          """)
  void halfCharactersAreReplaced(String language, String script, String expected) {
    Mapping mapping =
        COMPILER.compile(
            new MappingSource(
                "m",
                language,
                script,
                "scope: s\ndeclares: {t: text, g: list of text, o: object}\n",
                Optional.of("tests:\n- {name: a, given: {claims: {}}, expect: {}}\n")));
    List<TestOutcome> outcomes = MappingTests.run(new ScriptRooms(), mapping);
    StringBuilder returned = new StringBuilder("{");
    for (String line : outcomes.get(0).differences()) {
      if (line.startsWith("+ ")) {
        returned.append('"').append(line.charAt(2)).append("\":").append(line.substring(5));
      }
    }
    String json = returned.append('}').toString();
    assertEquals(Json.decodeValue(expected), Json.decodeValue(json), json);
    byte[] sent = json.getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        sent, new String(sent, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    assertEquals(json, new String(sent, StandardCharsets.UTF_8), "nothing was lost by writing it");
  }
}
