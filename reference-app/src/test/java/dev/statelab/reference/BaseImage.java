package dev.statelab.reference;

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

/** A base image of a minimal Debian and a runtime of the tests' own JDK, in the format of {@code docker save}. */
final class BaseImage {

    private BaseImage() {}

    /** Makes it in the folder, unless it is there from an earlier run; returns its tar. */
    static Path in(Path folder) throws IOException {
        Path image = folder.resolve("base.tar");
        if (Files.exists(image)) {
            return image;
        }
        Path root = folder.resolve("debian");
        Command.run("rm", "-rf", root.toString());
        Command.run("debootstrap", "--variant=minbase", "bookworm", root.toString());
        Command.run(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules",
                "java.base,java.logging,jdk.httpserver",
                "--output",
                root.resolve("opt/java").toString());

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
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("architecture", "amd64").put("os", "linux");
        config.putObject("config").putArray("Env").add("PATH=/opt/java/bin:/usr/bin:/bin");
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add("sha256:" + layerDigest);
        return config;
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
