package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a container's image can be used, with the events that say so. The events and messages are those of
 * {@code recordings/states/err-image-never-pull.json} and {@code image-pull-backoff.json}.
 *
 * @param refused the container as it waits for its image; empty when the image is there
 */
record ImagePull(List<Report> reports, Optional<ContainerView> refused) {

    ImagePull {
        reports = List.copyOf(reports);
    }

    /** An event to be. */
    record Report(boolean warning, String reason, String message) {}

    /** @param present whether what the pull policy asks, the node or the registry, has the image */
    static ImagePull of(ContainerDefinition container, ContainerView view, boolean present, Instant now) {
        var image = container.image();
        var nextLook = now.plus(PodDecision.SYNC_PERIOD);
        var name = ImageReference.parse(image);
        if (name.isEmpty()) {
            var why = "Failed to apply default image tag \"" + image + "\": couldn't parse image name \"" + image
                    + "\": invalid reference format";
            return refused("InvalidImageName", view.waiting("InvalidImageName", why, nextLook),
                    new Report(true, "InspectFailed", why));
        }
        var policy = container.pullPolicy();
        if (present) {
            return new ImagePull(policy == PullPolicy.ALWAYS
                    ? List.of(new Report(false, "Pulling", "Pulling image \"" + image + "\""),
                            new Report(false, "Pulled", "Successfully pulled image \"" + image + "\""))
                    : List.of(new Report(false, "Pulled",
                            "Container image \"" + image + "\" already present on machine")),
                    Optional.empty());
        }
        if (policy == PullPolicy.NEVER) {
            var why = "Container image \"" + image + "\" is not present with pull policy of Never";
            return refused("ErrImageNeverPull", view.waiting("ErrImageNeverPull", why, nextLook),
                    new Report(true, "ErrImageNeverPull", why));
        }
        return notFound(image, name.get().toString(), view, now);
    }

    private static ImagePull notFound(String image, String name, ContainerView view, Instant now) {
        var why = "rpc error: code = NotFound desc = failed to pull and unpack image \"" + name
                + "\": failed to resolve reference \"" + name + "\": " + name + ": not found";
        var until = view.pullBackOff().flatMap(backOff -> backOff.until(backOff.since(), now));
        if (until.isPresent()) {
            var backOff = "Back-off pulling image \"" + image + "\"";
            var nextLook = now.plus(PodDecision.SYNC_PERIOD);
            return refused("ImagePullBackOff",
                    view.waiting("ImagePullBackOff", backOff + ": ErrImagePull: " + why,
                            until.get().isBefore(nextLook) ? until.get() : nextLook),
                    new Report(false, "BackOff", backOff));
        }
        return refused("ErrImagePull",
                view.withPullBackOff(BackOff.after(view.pullBackOff(), now)).waiting("ErrImagePull", why,
                        now.plus(PodDecision.SHORTLY)),
                new Report(false, "Pulling", "Pulling image \"" + image + "\""),
                new Report(true, "Failed", "Failed to pull image \"" + image + "\": " + why));
    }

    private static ImagePull refused(String reason, ContainerView waiting, Report... before) {
        var reports = new ArrayList<>(List.of(before));
        reports.add(new Report(true, "Failed", "Error: " + reason));
        return new ImagePull(reports, Optional.of(waiting));
    }
}
