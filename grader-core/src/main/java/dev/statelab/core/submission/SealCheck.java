package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.List;

/** Whether a file is a submission as it was sealed. */
public sealed interface SealCheck {

    /**
     * Every byte is as it was sealed.
     *
     * @param sealedWith the key in the file, which anybody can make
     */
    record Intact(ObjectNode content, PublicKey sealedWith) implements SealCheck {
        public Intact {
            requireNonNull(content, "content");
            requireNonNull(sealedWith, "sealedWith");
        }
    }

    /** @param where what is not as it was sealed, for people; at least one */
    record Changed(List<String> where) implements SealCheck {
        public Changed {
            where = List.copyOf(where);
        }
    }

    /** Checks a file's bytes. */
    static SealCheck of(byte[] file) {
        return switch (CanonicalJson.read(file)) {
            case CanonicalJson.Reading.Other(String where) -> new Changed(List.of(where));
            case CanonicalJson.Reading.Read(ObjectNode content) -> of(content);
        };
    }

    private static SealCheck of(ObjectNode content) {
        if (!content.path("schema").asText().equals(Submission.SCHEMA) || !content.path("seal").isTextual()) {
            return new Changed(List.of("it is no " + Submission.SCHEMA + " with a seal"));
        }
        String seal = content.remove("seal").asText();
        return switch (Seal.open(seal)) {
            case Seal.Opened.Broken(String reason) -> new Changed(List.of("the seal: " + reason));
            case Seal.Opened.Whole(Parts parts, PublicKey key) -> {
                List<String> different = Parts.of(content).differingFrom(parts);
                yield different.isEmpty()
                        ? new Intact(content, key)
                        : new Changed(different.stream().map(pointer -> named(content, pointer)).toList());
            }
        };
    }

    /** A pointer with what stands there: {@code /objects/3 (Service key-value-headless)}. */
    private static String named(ObjectNode content, String pointer) {
        JsonNode part = content.at(pointer);
        String name = part.has("kind")
                ? part.path("kind").asText() + " " + part.path("metadata").path("name").asText()
                : part.path("id").asText();
        return name.isEmpty() ? pointer : pointer + " (" + name + ")";
    }
}
