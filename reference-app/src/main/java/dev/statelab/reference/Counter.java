package dev.statelab.reference;

import java.nio.file.Path;
import java.util.List;

/** Mode {@code counter}: the number in a file that an init container made. It never makes the file itself. */
final class Counter implements Application {

    private final String pod;
    private final NumberFile file;

    Counter(String pod, Path folder) {
        this.pod = pod;
        this.file = new NumberFile(new DurableFile(folder.resolve("counter.txt")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/ready", request -> ready()),
                Route.get("/health", request -> Answer.ok(named(new Json().with("status", "healthy")))),
                Route.get("/count", request -> Answer.ok(named(new Json().with("count", count())))),
                Route.post("/increment", request -> increment()),
                Route.post("/reset", request -> reset()));
    }

    @Override
    public String podField() {
        return "pod_name";
    }

    @Override
    public String data() {
        return file.path().toString();
    }

    private Answer ready() {
        return file.exists()
                ? Answer.ok(named(new Json().with("status", "ready")))
                : Answer.json(503, named(new Json().with("status", "not ready").with("error", absent().getMessage())));
    }

    private long count() throws StorageException {
        return file.read().orElseThrow(this::absent);
    }

    private Answer increment() throws StorageException {
        try (FolderLock lock = file.lock()) {
            long count = file.next(count());
            file.write(lock, count);
            return Answer.ok(named(new Json().with("count", count)).with("message", "Counter incremented"));
        }
    }

    private Answer reset() throws StorageException {
        try (FolderLock lock = file.lock()) {
            if (!file.exists()) {
                throw absent();
            }
            file.write(lock, 0);
            return Answer.ok(named(new Json().with("count", 0)).with("message", "Counter reset"));
        }
    }

    private StorageException absent() {
        return new StorageException(
                "%s does not exist; an init container has to make it, with the number 0 in it".formatted(file.path()),
                file.path());
    }

    private Json named(Json json) {
        return json.with(podField(), pod);
    }
}
