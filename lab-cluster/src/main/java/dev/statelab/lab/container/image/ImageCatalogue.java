package dev.statelab.lab.container.image;

import dev.statelab.reference.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images that a node has. Different ways to write a name are one name. */
public final class ImageCatalogue {

    private static final Map<String, List<String>> BASE_IMAGES = Map.of(
            "busybox", List.of("latest", "stable", "musl", "glibc", "1.28", "1.35", "1.36", "1.36.1", "1.37"),
            "alpine", List.of("latest", "3", "3.18", "3.19", "3.20", "3.21", "3.22"),
            "debian",
            List.of("latest", "12", "13", "bookworm", "bookworm-slim", "trixie", "trixie-slim", "stable-slim"),
            "ubuntu", List.of("latest", "22.04", "24.04"),
            "nicolaka/netshoot", List.of("latest", "v0.13"),
            "registry.k8s.io/e2e-test-images/jessie-dnsutils", List.of("1.3"));
    private static final List<String> CURL_TAGS = List.of("latest", "8.8.0", "8.9.1", "8.10.1", "8.11.1", "8.12.1");

    private final Map<String, Image> images;

    private ImageCatalogue(Map<String, Image> images) {
        this.images = Map.copyOf(images);
    }

    /** Nothing. */
    public static ImageCatalogue empty() {
        return new ImageCatalogue(Map.of());
    }

    /** The reference applications, and images with a shell and the usual commands. */
    public static ImageCatalogue standard() {
        ImageCatalogue catalogue = empty().with("registry.k8s.io/pause:3.10", Image.single("/pause", new Pause()))
                .with("kvstore", Image.application("kvstore", new ReferenceProgram(Mode.KV)))
                .with("counter-app", Image.application("counter-app", new ReferenceProgram(Mode.COUNTER)))
                .with("visits-app", Image.application("visits-app", new ReferenceProgram(Mode.VISITS)))
                .with("visits-app:1.0", Image.application("visits-app", new ReferenceProgram(Mode.VISITS)));
        for (Map.Entry<String, List<String>> repository : BASE_IMAGES.entrySet()) {
            for (String tag : repository.getValue()) {
                catalogue = catalogue.with(repository.getKey() + ":" + tag, Image.base());
            }
        }
        for (String tag : CURL_TAGS) {
            catalogue = catalogue.with("curlimages/curl:" + tag, Image.curl());
        }
        return catalogue;
    }

    /**
     * The catalogue with {@code impostor:latest}, applications that must not pass for those of the tasks; also under names
     * like theirs, {@code impostor/kvstore:latest} and {@code impostor/counter-app:latest}.
     */
    public ImageCatalogue withImpostors() {
        Image impostor = Image.application("impostor", new ImpostorProgram());
        return with("impostor", impostor).with("impostor/kvstore", impostor).with("impostor/counter-app", impostor);
    }

    /** The catalogue with a further image, or another one for a name that it has. */
    public ImageCatalogue with(String reference, Image image) {
        String name = ImageReference.parse(reference)
                .orElseThrow(() -> new IllegalArgumentException("not the name of an image: " + reference)).toString();
        Map<String, Image> more = new TreeMap<>(images);
        more.put(name, image);
        return new ImageCatalogue(more);
    }

    public Optional<Image> find(String reference) {
        return ImageReference.parse(reference).map(name -> images.get(name.toString()));
    }

    /** Full names, sorted. */
    public List<String> references() {
        return images.keySet().stream().sorted().toList();
    }
}
