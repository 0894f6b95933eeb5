package dev.statelab.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Mode {@code kv}: one file per key, see {@link Key} for its name. */
final class KeyValueStore implements Application {

    /** The longest value: 1 MiB. */
    static final int LONGEST_VALUE = 1 << 20;

    private final String pod;
    private final Path folder;

    KeyValueStore(String pod, Path folder) {
        this.pod = pod;
        this.folder = folder;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/obj/*", this::store),
                Route.get("/obj/*", request -> withKey(request, this::retrieve)),
                Route.get("/location/*", request -> withKey(request, this::locate)),
                Route.get("/health", request -> Answer.ok(new Json().with("status", "healthy").with("pod", pod))));
    }

    @Override
    public String podField() {
        return "pod";
    }

    @Override
    public String data() {
        return folder.toString();
    }

    private Answer store(Request request) throws StorageException, IOException {
        Optional<byte[]> value = request.body(LONGEST_VALUE);
        if (value.isEmpty()) {
            return refuse(413, "a value has at most %d bytes, this one has more".formatted(LONGEST_VALUE));
        }
        return withKey(request, key -> store(key, value.get()));
    }

    private Answer store(Key key, byte[] value) throws StorageException {
        DurableFile file = file(key);
        try (FolderLock lock = file.lock()) {
            file.replace(lock, value);
        }
        return Answer.ok(new Json().with("status", "success").with("key", key.text()).with("pod", pod));
    }

    private Answer retrieve(Key key) throws StorageException {
        return file(key).read(LONGEST_VALUE)
                .map(value -> Answer.of(200, "text/plain; charset=utf-8", value))
                .orElseGet(
                        () -> Answer.json(
                                404,
                                new Json().with("error", "no such key").with("key", key.text()).with("pod", pod)));
    }

    private Answer locate(Key key) {
        return Answer.ok(
                new Json().with("key", key.text()).with("pod", pod).with("exists", file(key).exists()));
    }

    private DurableFile file(Key key) {
        return new DurableFile(folder.resolve(key.fileName()));
    }

    /** What is done with a good key. */
    @FunctionalInterface
    private interface KeyHandler {
        Answer answer(Key key) throws StorageException;
    }

    private Answer withKey(Request request, KeyHandler handler) throws StorageException {
        return switch (Key.parse(request.rest())) {
            case Key.Parsed.Valid(Key key) -> handler.answer(key);
            case Key.Parsed.Invalid(String problem) -> refuse(400, problem);
        };
    }

    private Answer refuse(int status, String problem) {
        return Answer.json(status, new Json().with("error", problem).with("pod", pod));
    }
}
