package dev.statelab.kube.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.io.InputStream;

/** Reads one page of a list as it comes in, so that no more is kept, or taken for one object, than the limits allow. */
final class ListReader {

    /**
     * What follows a page.
     *
     * @param resourceVersion where a watch starts
     * @param next the token of the next page; empty after the last one
     */
    record Page(String resourceVersion, String next) {}

    private ListReader() {}

    /** @throws NotAList when it is something else, or not JSON at all */
    static Page read(InputStream body, ObjectStore into, ObservationLimits limits)
            throws IOException, TooMuch, NotAList {
        Allowance allowance = new Allowance(body, limits.objectBytes());
        try (JsonParser parser = Json.MAPPER.createParser(allowance)) {
            return page(parser, allowance, into);
        } catch (JsonEOFException e) {
            throw new IOException("the list ended in the middle", e);
        } catch (JsonProcessingException e) {
            throw new NotAList(e.getOriginalMessage());
        } catch (Allowance.Exceeded e) {
            throw TooMuch.inOneObject(limits);
        }
    }

    private static Page page(JsonParser parser, Allowance allowance, ObjectStore into)
            throws IOException, TooMuch, NotAList {
        String resourceVersion = "";
        String next = "";
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new NotAList("no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("items") && value == JsonToken.START_ARRAY) {
                items(parser, allowance, into);
            } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                JsonNode metadata = Json.MAPPER.readTree(parser);
                resourceVersion = metadata.path("resourceVersion").asText("");
                next = metadata.path("continue").asText("");
            } else {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new NotAList("no list of objects");
        }
        return new Page(resourceVersion, next);
    }

    private static void items(JsonParser parser, Allowance allowance, ObjectStore into) throws IOException, TooMuch {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            allowance.renew();
            long start = parser.currentLocation().getByteOffset();
            ObjectNode object = Json.MAPPER.readTree(parser);
            into.put(object, parser.currentLocation().getByteOffset() - start);
        }
    }
}
