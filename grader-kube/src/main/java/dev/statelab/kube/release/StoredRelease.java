package dev.statelab.kube.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.kube.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * A release as Helm keeps it in a Secret of the type {@code helm.sh/release.v1}, named
 * {@code sh.helm.release.v1.NAME.vREVISION}: JSON, packed and written in base 64 (helm, {@code pkg/storage/driver/util.go}),
 * and once more in base 64, as data of Secrets are.
 *
 * @param name of the release
 * @param revision 1 for an installation, one more for each upgrade
 * @param status such as {@code deployed}, {@code failed}, {@code superseded}
 * @param content the Secret's data, unread
 */
record StoredRelease(String name, int revision, String status, String content) {

    private static final int LARGEST = Limits.RELEASE;

    static StoredRelease of(JsonNode secret) {
        JsonNode labels = secret.path("metadata").path("labels");
        return new StoredRelease(labels.path("name").asText(), labels.path("version").asInt(),
                labels.path("status").asText(), secret.path("data").path("release").asText());
    }

    /**
     * Reads the release.
     *
     * @throws IOException when it is no release, or unpacks to more than is read
     */
    JsonNode json() throws IOException {
        try (InputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(Base64.getDecoder().decode(content))))) {
            byte[] unpacked = in.readNBytes(LARGEST + 1);
            if (unpacked.length > LARGEST) {
                throw new IOException("it unpacks to more than " + LARGEST / (1024 * 1024) + " MiB");
            }
            return Json.MAPPER.readTree(unpacked);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not in base 64", e);
        }
    }
}
