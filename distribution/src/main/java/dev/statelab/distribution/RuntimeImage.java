package dev.statelab.distribution;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** A Java runtime with the modules that the grader needs, and no others. */
final class RuntimeImage {

    private RuntimeImage() {}

    /** @param image must not be there yet */
    static void link(Path jar, Path libraries, Path image) throws IOException {
        String modules = run("jdeps", "--multi-release", Integer.toString(Runtime.version().feature()),
                "--ignore-missing-deps", "--print-module-deps", "--recursive", "--class-path", classPath(libraries),
                jar.toString());
        String _ = run("jlink", "--add-modules", modules.strip(), "--strip-java-debug-attributes", "--no-header-files",
                "--no-man-pages", "--output", image.toString());
    }

    private static String classPath(Path libraries) throws IOException {
        return Folders.below(libraries).stream().map(Path::toString).collect(joining(File.pathSeparator));
    }

    private static String run(String name, String... arguments) throws IOException {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IOException("This JDK has no " + name + ": " + System.getProperty("java.home")));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        if (tool.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments) != 0) {
            throw new IOException(name + " failed: " + out + err);
        }
        return out.toString();
    }
}
