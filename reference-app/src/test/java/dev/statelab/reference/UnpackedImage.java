package dev.statelab.reference;

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
 * @param config what the image says of its processes: {@code User}, {@code Env}, {@code Entrypoint}, {@code Cmd}
 */
record UnpackedImage(Path root, String name, JsonNode config) {

    /** @param folder emptied first */
    static UnpackedImage unpack(Path tar, Path folder) throws IOException {
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

    /**
     * Runs the image's entrypoint in its root, as its user and with its environment. As every container it has
     * {@code /proc}, in a mount namespace that ends with it.
     */
    AppProcess start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        "/usr/bin/unshare",
                        "--mount",
                        "/bin/sh",
                        "-c",
                        "mount -t proc proc \"$0/proc\" && user=$1 && shift && "
                                + "exec /usr/sbin/chroot --userspec=\"$user\" \"$0\" \"$@\""));
        command.add(root.toString());
        command.add(config.get("User").textValue());
        config.get("Entrypoint").forEach(word -> command.add(word.textValue()));
        config.get("Cmd").forEach(word -> command.add(word.textValue()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        for (JsonNode variable : config.get("Env")) {
            String[] nameAndValue = variable.textValue().split("=", 2);
            builder.environment().put(nameAndValue[0], nameAndValue[1]);
        }
        builder.environment().put("PORT", "0");
        builder.environment().put("POD_NAME", "pod-0");
        return AppProcess.start(builder);
    }
}
