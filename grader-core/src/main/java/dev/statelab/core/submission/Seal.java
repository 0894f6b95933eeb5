package dev.statelab.core.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The signature of a submission's parts: a JWS in the compact form (RFC 7515) with Ed25519 (RFC 8037), whose payload is the
 * digest of each part, and whose header holds the public key.
 */
final class Seal {

    private static final AlgorithmConstraints ED25519 = new AlgorithmConstraints(ConstraintType.PERMIT,
            AlgorithmIdentifiers.EDDSA);

    private Seal() {}

    /** What came of opening a seal. */
    sealed interface Opened {

        /** @param key what it was made with; not necessarily anybody's that one trusts */
        record Whole(Parts parts, PublicKey key) implements Opened {}

        record Broken(String reason) implements Opened {}
    }

    static String of(Parts parts, SealingKey key) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        parts.digests().forEach(payload::put);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(new String(CanonicalJson.bytes(payload), UTF_8));
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(key.privateKey());
        try {
            signature.setJwkHeader(PublicJsonWebKey.Factory.newPublicJwk(key.publicKey()));
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("Ed25519 does not sign", e);
        }
    }

    static Opened open(String seal) {
        if (!isExact(seal)) {
            return new Opened.Broken("it is no JWS any more");
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ED25519);
            signature.setCompactSerialization(seal);
            JsonWebKey key = signature.getJwkHeader();
            if (key == null || !(key.getKey() instanceof PublicKey known)) {
                return new Opened.Broken("it names no key");
            }
            signature.setKey(known);
            if (!signature.verifySignature()) {
                return new Opened.Broken("its signature does not fit");
            }
            return CanonicalJson.read(signature.getUnverifiedPayload()
                    .getBytes(UTF_8)) instanceof CanonicalJson.Reading.Read(ObjectNode payload)
                            ? new Opened.Whole(parts(payload), known)
                            : new Opened.Broken("it seals something else");
        } catch (JoseException e) {
            return new Opened.Broken("it cannot be read: " + e.getMessage());
        }
    }

    private static Parts parts(ObjectNode payload) {
        SortedMap<String, String> digests = new TreeMap<>();
        payload.properties().forEach(field -> digests.put(field.getKey(), field.getValue().asText()));
        return new Parts(digests);
    }

    /** Base64 ignores some bits of a last letter, in which a change would go unseen. */
    private static boolean isExact(String seal) {
        for (String part : seal.split("\\.", -1)) {
            try {
                byte[] decoded = Base64.getUrlDecoder().decode(part);
                if (!Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part)) {
                    return false;
                }
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }
        return true;
    }
}
