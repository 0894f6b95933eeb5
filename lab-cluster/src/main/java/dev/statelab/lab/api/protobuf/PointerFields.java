package dev.statelab.lab.api.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;

/**
 * The fields whose zero says something. Go writes every other number, text or truth value, too, and reads a zero as
 * nothing.
 */
final class PointerFields {

    private static final Set<String> NAMES = read();

    private PointerFields() {}

    static boolean has(FieldDescriptor field) {
        String type = field.getContainingType().getFullName();
        return NAMES.contains(type.replaceFirst("^k8s\\.io\\.(api|apimachinery\\.pkg\\.apis)\\.", "") + "."
                + field.getName());
    }

    private static Set<String> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                PointerFields.class.getResourceAsStream("pointer-fields.txt")), UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
