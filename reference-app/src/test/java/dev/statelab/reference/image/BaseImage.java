package dev.statelab.reference.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A base image of a minimal Debian, in the format of {@code docker save}. */
public final class BaseImage {

    private BaseImage() {}

    /** @param args the folder in which {@code base.tar} is made, without a Java runtime */
    public static void main(String... args) throws IOException {
        Path _ = in(Files.createDirectories(Path.of(args[0])), List.of());
    }

    /** With a runtime of the tests' own JDK, as {@link #in}. */
    public static Path withJava(Path folder, String... modules) throws IOException {
        return in(folder, List.of(modules));
    }

    /** Makes it in the folder, unless it is there from an earlier run; returns its tar. */
    private static Path in(Path folder, List<String> modules) throws IOException {
        Path image = folder.resolve("base.tar");
        if (Files.exists(image)) {
            return image;
        }
        Path root = folder.resolve("debian");
        Command.run("rm", "-rf", root.toString());
        Command.run("debootstrap", "--variant=minbase", "bookworm", root.toString());
        if (!modules.isEmpty()) {
            Command.run(
                    Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                    "--add-modules",
                    String.join(",", modules),
                    "--output",
                    root.resolve("opt/java").toString());
        }

        Path contents = Files.createDirectories(folder.resolve("base"));
        Path layer = contents.resolve("layer.tar");
        Command.run(
                "tar",
                "--create",
                "--numeric-owner",
                "--exclude=./dev/*",
                "--directory=" + root,
                "--file=" + layer,
                ".");
        ObjectMapper json = new ObjectMapper();
        json.writeValue(contents.resolve("config.json").toFile(), config(sha256(layer)));
        json.writeValue(contents.resolve("manifest.json").toFile(),
                JsonNodeFactory.instance.arrayNode().add(manifest()));
        Path unfinished = folder.resolve("base.tar.new");
        Command.run(
                "tar",
                "--create",
                "--directory=" + contents,
                "--file=" + unfinished,
                "config.json",
                "manifest.json",
                "layer.tar");
        return Files.move(unfinished, image);
    }

    private static ObjectNode config(String layerDigest) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("architecture", architecture()).put("os",
                "linux");
        config.putObject("config").putArray("Env").add("PATH=/opt/java/bin:/usr/bin:/bin");
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add("sha256:" + layerDigest);
        return config;
    }

    /** In the words of the image formats. */
    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static ObjectNode manifest() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("Config", "config.json");
        manifest.putArray("RepoTags").add("base:latest");
        manifest.putArray("Layers").add("layer.tar");
        return manifest;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
