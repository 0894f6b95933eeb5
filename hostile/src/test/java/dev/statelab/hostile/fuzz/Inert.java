package dev.statelab.hostile.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** When a rendering does nothing but show. */
final class Inert {

    private static final Pattern TAG = Pattern.compile("<(/?[a-z0-9!?]+)[^>]*>", Pattern.CASE_INSENSITIVE);

    private Inert() {}

    /** A terminal shows each character, and acts on none but the ends of lines. */
    static void assertTerminal(String text) {
        text.codePoints().filter(c -> c != '\n').forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                        Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    throw new AssertionError("U+%04X in a text for a terminal: %s".formatted(c, text));
                default -> {
                    // shown
                }
            }
        });
    }

    /** The page has the elements that it has without any hostile text, and no other. */
    static void assertSameTags(String html, String harmless) {
        assertThat(tags(html)).isEqualTo(tags(harmless));
    }

    private static List<String> tags(String html) {
        return TAG.matcher(html).results().map(tag -> tag.group(1)).toList();
    }

    static Document xml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("no XML: " + text, e);
        }
    }
}
