package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.image.ImageCatalogue;
import dev.statelab.lab.container.process.Executables;
import dev.statelab.lab.container.process.Processes;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Containers in this JVM: their programs are Java, their sockets and files are real. */
public final class JavaContainers implements ContainerRuntime {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path folder;
    private final ImageCatalogue catalogue;
    private final LabClock clock;
    private final AtomicLong count = new AtomicLong();
    private final Map<Image, Volume> commands = new HashMap<>();
    private final Map<JavaContainer, Thread> keepers = new ConcurrentHashMap<>();

    /**
     * @param folder exists; what is made in it is gone after {@link #close}
     * @param clock what programs sleep by, and tell the time by
     */
    public JavaContainers(Path folder, ImageCatalogue catalogue, LabClock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public boolean hasImage(String image) {
        return catalogue.find(image).isPresent();
    }

    @Override
    public boolean canPull(String image) {
        return catalogue.find(image).filter(Image::published).isPresent();
    }

    @Override
    public List<String> images() {
        return catalogue.references();
    }

    @Override
    public UserIds user(String image) {
        return image(image).user();
    }

    @Override
    public RunningContainer start(ContainerSpec spec) throws StartException {
        Image image = image(spec.image());
        ContainerFiles files = makeFiles(image, spec);
        Processes processes = new Processes(new Processes.Environment(files.mounts(), spec.user(), spec.network(),
                clock, new Executables(image.programs()), spec.memoryLimitBytes()));
        JavaContainer.Setting setting = new JavaContainer.Setting(files, processes, environment(image, spec),
                ContainerFiles.directory(image, spec));
        try {
            JavaContainer container = JavaContainer.start(setting, spec.console(), command(image, spec));
            keepers.put(container, Thread.ofVirtual().name("container-keeper").start(() -> keep(container, setting)));
            return container;
        } catch (StartException e) {
            delete(files.folder());
            throw e;
        }
    }

    /** Removes what a container leaves when it has ended. */
    private void keep(JavaContainer container, JavaContainer.Setting setting) {
        container.exit().join();
        try {
            setting.processes().join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        delete(setting.files().folder());
        keepers.remove(container);
    }

    private static void delete(Path made) {
        try {
            Deletion.ofTree(made);
        } catch (IOException e) {
            throw new UncheckedIOException("what a container left could not be deleted", e);
        }
    }

    private Image image(String reference) {
        return catalogue.find(reference)
                .orElseThrow(() -> new IllegalArgumentException("there is no image " + reference));
    }

    /** As the API documents it: a command replaces the image's entrypoint and its arguments. */
    static List<String> command(Image image, ContainerSpec spec) {
        List<String> command = new ArrayList<>(spec.command().isEmpty() ? image.entrypoint() : spec.command());
        boolean imageArguments = spec.command().isEmpty() && spec.args().isEmpty();
        command.addAll(imageArguments ? image.command() : spec.args());
        return command;
    }

    private static Map<String, String> environment(Image image, ContainerSpec spec) {
        Map<String, String> environment = new HashMap<>(image.environment());
        environment.put("HOSTNAME", spec.network().hostname());
        environment.put("HOME", spec.user().uid() == 0 ? "/root" : "/");
        environment.putAll(spec.environment());
        return environment;
    }

    private ContainerFiles makeFiles(Image image, ContainerSpec spec) throws StartException {
        try {
            Path own = Files.createDirectory(folder.resolve("container-" + count.incrementAndGet()));
            return ContainerFiles.make(own, image, commands(image), spec);
        } catch (IOException e) {
            throw new UncheckedIOException("the container's files could not be made in " + folder, e);
        }
    }

    private synchronized Volume commands(Image image) throws IOException {
        Volume known = commands.get(image);
        if (known != null) {
            return known;
        }
        Path made = Files.createDirectory(folder.resolve("image-" + count.incrementAndGet()));
        Volume volume = RootFolder.commands(made, image);
        commands.put(image, volume);
        return volume;
    }

    @Override
    public void close() {
        Map<JavaContainer, Thread> all = Map.copyOf(keepers);
        all.keySet().forEach(JavaContainer::kill);
        try {
            for (Thread keeper : all.values()) {
                keeper.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            commands.values().forEach(volume -> delete(volume.folder()));
            commands.clear();
        }
    }
}
