package dev.statelab.kube.apply;

import dev.statelab.kube.http.ApiStatus;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which field the API server does not like. */
public final class RefusedField {

    /**
     * Where a message names a field and the details do not: strict decoding ({@code unknown field "spec.replica"}), typed
     * decoding ({@code Go struct field StatefulSetSpec.spec.replicas of type int32}) and server-side apply
     * ({@code .spec.replica: field not declared in schema}, {@code errors:\n  .spec.replicas: expected numeric}).
     */
    private static final List<Pattern> NAMED = List.of(
            Pattern.compile("(?:unknown|duplicate) field \"(?<field>[^\"]+)\""),
            Pattern.compile("Go struct field \\w+\\.(?<field>\\S+) of"),
            Pattern.compile("(?<![\\w/])(?<field>\\.[a-zA-Z](?:[\\w./-]|\\[[^\\]]*\\])*): "));

    private RefusedField() {}

    /** True where the object is at fault; false where it is the permission, the load or the server. */
    static boolean isRefusal(ApiStatus status) {
        // Server-side apply of a field of the wrong type is a 500 in some versions.
        return status.isPresent() && (status.code() == 400 || status.code() == 404 || status.code() == 409
                || status.code() == 422 || (status.code() == 500 && status.message().contains("typed patch")));
    }

    /** The field's path; empty where none is named. */
    public static String of(ApiStatus status) {
        if (!status.fields().isEmpty()) {
            return status.fields().getFirst();
        }
        for (Pattern pattern : NAMED) {
            Matcher matcher = pattern.matcher(status.message());
            if (matcher.find()) {
                return matcher.group("field");
            }
        }
        return "";
    }
}
