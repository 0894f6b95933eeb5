package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonTest {

    @Test
    void anEmptyObject() {
        assertThat(new Json()).hasToString("{}");
    }

    @Test
    void fieldsKeepTheirOrder() {
        assertThat(new Json().with("z", "text").with("a", -7).with("b", true))
                .hasToString("{\"z\":\"text\",\"a\":-7,\"b\":true}");
    }

    @Test
    void whatJsonForbidsInAStringIsEscaped() {
        assertThat(new Json().with("k", "a\"b\\c\n\t\0\u001f")).hasToString(
                "{\"k\":\"a\\\"b\\\\c\\n\\u0009\\u0000\\u001f\"}");
    }

    @Test
    void everythingElseIsItself() {
        assertThat(new Json().with("k", "ключ/é")).hasToString("{\"k\":\"ключ/é\"}");
    }

    @Test
    void aCharacterOutsideTheBasicPlaneIsEscaped() {
        assertThat(new Json().with("k", "\ud83d\ude00")).hasToString("{\"k\":\"\\ud83d\\ude00\"}");
    }
}
