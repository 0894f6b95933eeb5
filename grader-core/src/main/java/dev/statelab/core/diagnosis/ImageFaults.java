package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a container's image is not there. */
final class ImageFaults {

    /** What containerd puts before a registry's own answer (recording {@code image-pull-backoff}). */
    private static final Pattern AROUND_THE_ANSWER = Pattern.compile(
            "(?s).*rpc error: code = \\w+ desc = |failed to pull and unpack image \"[^\"]*\": |failed to resolve (?:reference|image) \"[^\"]*\": ");

    private static final Pattern UNREACHABLE = Pattern.compile(
            "no such host|i/o timeout|connection refused|network is unreachable|TLS handshake|x509|server misbehaving"
                    + "|deadline exceeded");

    private final Scene scene;

    ImageFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(ContainerInPod container) {
        return switch (container.waitingReason()) {
            case "ErrImageNeverPull" -> Optional.of(absent(container));
            case "ErrImagePull", "ImagePullBackOff" -> Optional.of(unpullable(container));
            case "InvalidImageName" -> Optional.of(misnamed(container));
            default -> Optional.empty();
        };
    }

    private Draft absent(ContainerInPod container) {
        String image = Wording.name(container.image());
        String node = container.pod().json().path("spec").path("nodeName").asText();
        Set<String> others = sameRepository(container);
        String load = importing(image);
        Draft draft = waiting(new Draft("image-absent", container.pod(), "Image " + image + " is not on the node"),
                container)
                .expected("image " + image + " on the node"
                        + (node.isEmpty() ? "" : " " + Wording.name(node))
                        + ", since `imagePullPolicy: Never` forbids to pull it")
                .found(container.called() + ": ErrImageNeverPull"
                        + (others.isEmpty() ? "" : "; the node has " + Wording.list(others)));
        node(container).filter(_ -> !others.isEmpty())
                .ifPresent(has -> draft.shows(has, "status.images", Wording.list(others)));
        return draft.attempt(others.isEmpty()
                ? (load.isEmpty() ? "import the image into the node" : "where the image was built, " + load)
                        + "; or correct `image`"
                : "`image: " + others.iterator().next() + "`"
                        + (load.isEmpty() ? "" : "; or, where the other image was built, " + load));
    }

    private Draft unpullable(ContainerInPod container) {
        String image = Wording.name(container.image());
        String policy = container.spec().path("imagePullPolicy").asText("Always");
        Optional<Event> pull = scene.events().newest(container.pod(), "Failed",
                event -> event.message().startsWith("Failed to pull image"));
        String said = container.waitingMessage().contains("rpc error")
                ? container.waitingMessage()
                : pull.map(Event::message).orElse(container.waitingMessage());
        String answer = AROUND_THE_ANSWER.matcher(said).replaceAll("");
        boolean onNode = onNode(container).anyMatch(name -> name.equals(shortName(container.image())));
        String load = importing(image);
        Draft draft = waiting(
                new Draft("image-unpullable", container.pod(), "Image " + image + " cannot be pulled"), container)
                .expected("an image " + image + " that can be pulled, since imagePullPolicy is " + policy)
                .found(container.called() + ": " + (answer.isEmpty() ? container.waitingReason() : answer)
                        + (onNode ? "; the node itself has this image" : ""))
                .shows(container.pod(), container.field("imagePullPolicy"), policy);
        pull.ifPresent(event -> draft.happened(container.pod(), event));
        if (onNode) {
            node(container).ifPresent(has -> draft.shows(has, "status.images", shortName(container.image())));
            return draft.attempt("`imagePullPolicy: Never`, which takes the image that the node has");
        }
        if (UNREACHABLE.matcher(answer).find()) {
            return draft.attempt("the registry could not be asked: check the node's network and the registry's name"
                    + " in `image`");
        }
        return draft.attempt("correct `image`. An image that is in no registry needs `imagePullPolicy: Never`, and"
                + (load.isEmpty() ? " to be imported" : ", where it was built, " + load));
    }

    private static Draft misnamed(ContainerInPod container) {
        String image = Wording.name(container.image());
        return waiting(new Draft("image-name", container.pod(), "'" + image + "' cannot be the name of an image"),
                container)
                .expected("a name such as kvstore:latest: small letters, digits and . _ - /, then a colon and a tag")
                .found(container.called() + ": "
                        + (container.waitingMessage().isEmpty()
                                ? "InvalidImageName"
                                : container.waitingMessage()))
                .attempt("correct `image`");
    }

    private static Draft waiting(Draft draft, ContainerInPod container) {
        return draft.shows(container.pod(), container.field("image"), container.image())
                .shows(container.pod(), container.statusField("state.waiting"),
                        container.waitingReason() + ": " + container.waitingMessage());
    }

    private static String importing(String image) {
        return Wording.command("docker save %s | sudo k3s ctr images import -", image);
    }

    /** Images of the same repository that the pod's node has. */
    private Set<String> sameRepository(ContainerInPod container) {
        String repository = repository(shortName(container.image()));
        return onNode(container).filter(name -> repository(name).equals(repository))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the pod's node tells of its images, as a manifest names them; it may have more (API page: NodeStatus). */
    private Stream<String> onNode(ContainerInPod container) {
        return node(container).stream()
                .flatMap(each -> Relations.stream(each.json().path("status").path("images")))
                .flatMap(image -> Relations.stream(image.path("names")))
                .map(JsonNode::asText).filter(name -> !name.contains("@")).map(ImageFaults::shortName);
    }

    private Optional<KubernetesObject> node(ContainerInPod container) {
        return scene.find(ResourceKind.NODE, container.pod().json().path("spec").path("nodeName").asText());
    }

    private static String repository(String image) {
        Matcher tag = Pattern.compile(":[^/:]*$").matcher(image);
        return tag.replaceFirst("");
    }

    /** Without what a name has where it says nothing else: {@code docker.io/library/}, and the tag {@code latest}. */
    private static String shortName(String image) {
        String name = image.replaceFirst("^(docker\\.io/(library/)?)", "");
        return repository(name).equals(name) && !name.isEmpty() ? name + ":latest" : name;
    }
}
