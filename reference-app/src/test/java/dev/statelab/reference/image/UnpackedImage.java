package dev.statelab.reference.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image whose layers lie in a folder, one above the other, as a container runtime arranges them.
 *
 * @param root the container's {@code /}
 * @param name the image's
 * @param config what the image says of itself and its processes: {@code Labels}, {@code User}, {@code Env},
 *        {@code Entrypoint}, {@code Cmd}
 */
public record UnpackedImage(Path root, String name, JsonNode config) {

    private static final String ENTER = """
            mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && user=$1 && shift \
            && exec /usr/sbin/chroot --userspec="$user" "$0" /bin/sh -c 'cd "$0" && exec "$@"' "$@"
            """;

    /** @param folder emptied first */
    public static UnpackedImage unpack(Path tar, Path folder) throws IOException {
        Command.run("rm", "-rf", folder.toString());
        Path contents = Files.createDirectories(folder.resolve("image"));
        Path root = Files.createDirectories(folder.resolve("root"));
        Command.run("tar", "--extract", "--directory=" + contents, "--file=" + tar);
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(contents.resolve("manifest.json").toFile()).get(0);
        for (JsonNode layer : manifest.get("Layers")) {
            Command.run(
                    "tar",
                    "--extract",
                    "--gzip",
                    "--same-owner",
                    "--preserve-permissions",
                    "--directory=" + root,
                    "--file=" + contents.resolve(layer.textValue()));
        }
        JsonNode config = json.readTree(contents.resolve(manifest.get("Config").textValue()).toFile()).get("config");
        return new UnpackedImage(root, manifest.get("RepoTags").get(0).textValue(), config);
    }

    /** What runs the image's entrypoint, or arguments in place of its own, as the user that it names. */
    public ProcessBuilder command(String... arguments) {
        return commandAs(config.get("User").textValue(), arguments);
    }

    /**
     * The same as another user. It runs in the image's root and working directory, with its environment. As every container
     * it has {@code /proc} and {@code /dev}, in a mount namespace that ends with it.
     *
     * @param user and group, as numbers: {@code 1000:1000}
     */
    public ProcessBuilder commandAs(String user, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/unshare", "--mount", "/bin/sh", "-c", ENTER));
        command.add(root.toString());
        command.add(user);
        command.add(config.get("WorkingDir").textValue());
        config.get("Entrypoint").forEach(word -> command.add(word.textValue()));
        if (arguments.length > 0) {
            command.addAll(List.of(arguments));
        } else {
            config.path("Cmd").forEach(word -> command.add(word.textValue()));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        for (JsonNode variable : config.get("Env")) {
            String[] nameAndValue = variable.textValue().split("=", 2);
            builder.environment().put(nameAndValue[0], nameAndValue[1]);
        }
        return builder;
    }
}
