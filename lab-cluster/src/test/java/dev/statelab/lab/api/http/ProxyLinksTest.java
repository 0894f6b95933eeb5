package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyLinksTest {

    private static final ProxyLinks LINKS = new ProxyLinks("/api/v1/namespaces/n/pods/p:80/proxy",
            Set.of("10.42.0.5:80", "127.0.0.1:4321"));

    @ParameterizedTest
    @CsvSource(nullValues = "", value = {"/login?a=b#c, /api/v1/namespaces/n/pods/p:80/proxy/login?a=b#c",
        "/, /api/v1/namespaces/n/pods/p:80/proxy/", "http://10.42.0.5:80/x/, /api/v1/namespaces/n/pods/p:80/proxy/x/",
        "http://127.0.0.1:4321/x, /api/v1/namespaces/n/pods/p:80/proxy/x", "http://example.org/x, http://example.org/x",
        "next/page, next/page", "/api/v1/namespaces/n/pods/p:80/proxy/x, /api/v1/namespaces/n/pods/p:80/proxy/x",
        "#top, #top", "mailto:a@b.c, mailto:a@b.c", "not a link, not a link"})
    void leadThroughTheProxyWhereTheyLeadToTheApplication(String link, String through) {
        assertThat(LINKS.link(link)).isEqualTo(through);
    }

    @Test
    void areFoundInTheTagsOfAPage() {
        assertThat(LINKS.page("""
                <!doctype html><title>a < b</title>
                <a class="x" href="/one">/one</a> <img alt='/no' src='/two.png'> <form action=/three method=post>
                <p title="/four">href="/five"</p>
                """)).isEqualTo("""
                <!doctype html><title>a < b</title>
                <a class="x" href="PROXY/one">/one</a> <img alt='/no' src='PROXY/two.png'> \
                <form action="PROXY/three" method=post>
                <p title="/four">href="/five"</p>
                """.replace("PROXY", LINKS.prefix()));
    }
}
