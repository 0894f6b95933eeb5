package dev.statelab.lab.container.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that a pattern names. */
record Globbing(FileSystem fileSystem) {

    /** The names, sorted, written as the pattern is; the pattern itself when there is none. */
    List<String> files(String pattern, String directory) {
        List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
        List<String> steps = List.of(pattern.split("/"));
        for (String step : steps) {
            if (!step.isEmpty()) {
                List<String> next = new ArrayList<>();
                for (String start : found) {
                    next.addAll(matches(start, step, directory));
                }
                found = next;
            }
        }
        return found.isEmpty() ? List.of(Pattern.literal(pattern)) : found.stream().sorted().toList();
    }

    private List<String> matches(String start, String step, String directory) {
        String prefix = start.isEmpty() || start.endsWith("/") ? start : start + "/";
        Path folder = fileSystem.getPath(directory).resolve(start);
        if (!Pattern.isMagic(step)) {
            String name = Pattern.literal(step);
            return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS) ? List.of(prefix + name) : List.of();
        }
        Pattern pattern = Pattern.of(step);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(".") == step.startsWith(".") && pattern.matches(name)) {
                    names.add(prefix + name);
                }
            }
        } catch (IOException _) {
            return List.of();
        }
        return names;
    }
}
