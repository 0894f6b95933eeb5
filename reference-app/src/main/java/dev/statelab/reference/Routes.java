package dev.statelab.reference;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what answers a request, and answers for what is not there or cannot be used. */
final class Routes {

    private final Application application;
    private final String pod;
    private final long uid;
    private final List<Route> routes;

    Routes(Application application, String pod, long uid) {
        this.application = application;
        this.pod = pod;
        this.uid = uid;
        this.routes = application.routes();
    }

    /**
     * @param path percent-encoded, as the client sent it
     * @throws IOException when the client does not send what it announced
     */
    Answer answer(String method, String path, InputStream content) throws IOException {
        List<Route> onPath = routes.stream().filter(route -> route.covers(path)).toList();
        Optional<Route> found = onPath.stream().filter(route -> route.method().equals(method)).findFirst();
        if (onPath.isEmpty()) {
            return Answer.json(404, error("no such path: %s; there are %s".formatted(path, methodsAndPaths(routes))));
        }
        if (found.isEmpty()) {
            String allowed = onPath.stream().map(Route::method).collect(Collectors.joining(", "));
            return Answer.methodNotAllowed(allowed,
                    error("%s %s is not possible; try %s".formatted(method, path, allowed)));
        }
        Route route = found.get();
        try {
            return route.handler().answer(new Request(route.rest(path), content));
        } catch (StorageException problem) {
            return Answer.json(500, describe(problem));
        }
    }

    /** What an operator needs to put it right: which file, who owns it, who we are. */
    private Json describe(StorageException problem) {
        Optional<Ownership> ownership = Ownership.of(problem.path());
        return new Json().with("error", problem.getMessage())
                .with("file", problem.path().toString())
                .with("owner", ownership.map(Ownership::owner).orElse("unknown"))
                .with("mode", ownership.map(Ownership::mode).orElse("unknown"))
                .with("uid", uid)
                .with(application.podField(), pod);
    }

    private Json error(String message) {
        return new Json().with("error", message).with(application.podField(), pod);
    }

    private static String methodsAndPaths(List<Route> routes) {
        return routes.stream().map(route -> route.method() + " " + route.path()).collect(Collectors.joining(", "));
    }
}
