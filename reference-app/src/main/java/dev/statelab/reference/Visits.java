package dev.statelab.reference;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Mode {@code visits}: a page that counts how often it was asked for. It makes its file with the first visit. */
final class Visits implements Application {

    private static final String COUNT = "/visits";
    private static final String HEALTH = "/health";

    /** What the page that counts cannot be. */
    static final List<String> OWN_PATHS = List.of(COUNT, HEALTH);

    private final String pod;
    private final NumberFile file;
    private final String page;
    private final boolean shown;

    /**
     * @param page the path that counts
     * @param shown whether that page says how many
     */
    Visits(String pod, Path path, String page, boolean shown) {
        this.pod = pod;
        this.file = new NumberFile(new DurableFile(path));
        this.page = page;
        this.shown = shown;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(page, request -> visit()),
                Route.get(COUNT, request -> Answer.ok(new Json().with("visits", count()).with("pod", pod))),
                Route.get(HEALTH, request -> Answer.ok(new Json().with("status", "healthy").with("pod", pod))));
    }

    @Override
    public String podField() {
        return "pod";
    }

    @Override
    public String data() {
        return file.path().toString();
    }

    private Answer visit() throws StorageException {
        try (FolderLock lock = file.lock()) {
            long visits = file.next(count());
            file.write(lock, visits);
            String text = (shown ? "Visits: %d\n".formatted(visits) : "Welcome\n") + "Pod: %s\n".formatted(pod);
            return Answer.of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private long count() throws StorageException {
        return file.read().orElse(0);
    }
}
