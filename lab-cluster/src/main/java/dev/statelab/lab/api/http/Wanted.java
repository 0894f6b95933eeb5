package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.access.Attributes;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request wants, in the words of roles. */
final class Wanted {

    private static final String BY_NAME = "metadata.name=";

    private Wanted() {}

    static Attributes by(Request request, Target target) {
        return switch (target) {
            case Target.Objects objects -> ofObjects(request, objects);
            case Target.Itself _,Target.NoSuchGroup _,Target.NotServed _ ->
                new Attributes.OfPath(request.method().toLowerCase(Locale.ROOT), request.rawPath());
        };
    }

    private static Attributes ofObjects(Request request, Target.Objects target) {
        boolean isNamespace = target.type().equals(ResourceTypes.NAMESPACE);
        String name = target.name().isEmpty() ? selectedName(request).orElse("") : target.name();
        return new Attributes.OfResource(verb(request, target), target.type().group(), target.type().plural(),
                target.subresource(), isNamespace ? target.name() : target.namespace(), name);
    }

    /** Whoever lists one object by its name asks for no more than that. */
    private static Optional<String> selectedName(Request request) {
        return request.query("fieldSelector")
                .stream()
                .flatMap(selector -> Stream.of(selector.split(",", -1)))
                .filter(term -> term.startsWith(BY_NAME))
                .map(term -> term.substring(BY_NAME.length()))
                .findFirst();
    }

    private static String verb(Request request, Target.Objects target) {
        boolean many = target.name().isEmpty();
        return switch (request.method()) {
            case "GET", "HEAD" -> {
                if (request.flag("watch")) {
                    yield "watch";
                }
                yield many ? "list" : "get";
            }
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> many ? "deletecollection" : "delete";
            default -> request.method().toLowerCase(Locale.ROOT);
        };
    }
}
