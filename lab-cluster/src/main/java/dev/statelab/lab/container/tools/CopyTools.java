package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cp} and {@code mv}. */
final class CopyTools {

    private CopyTools() {}

    static int cp(Call call) throws UsageException {
        Options options = Options.parse(call, "rRapfvdLPT", Map.of("recursive", "r", "archive", "a"));
        return each(call, options, "can't stat", CopyTools::copy);
    }

    static int mv(Call call) throws UsageException {
        return each(call, Options.parse(call, "fnvT"), "can't rename", CopyTools::move);
    }

    @FunctionalInterface
    private interface Step {
        void run(Options options, Path source, Path target) throws IOException;
    }

    private static int each(Call call, Options options, String problem, Step step) throws UsageException {
        List<String> operands = options.operands();
        if (operands.size() < 2) {
            throw new UsageException("missing file operand");
        }
        Path target = call.path(operands.getLast());
        boolean into = Files.isDirectory(target) && !options.has("T");
        if (operands.size() > 2 && !into) {
            throw new UsageException("target '" + operands.getLast() + "' is not a directory");
        }
        int status = 0;
        for (String operand : operands.subList(0, operands.size() - 1)) {
            Path source = call.path(operand);
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                call.complain(problem + " '" + operand + "': No such file or directory");
                status = 1;
                continue;
            }
            Path end = into ? target.resolve(String.valueOf(source.normalize().getFileName())) : target;
            try {
                step.run(options, source, end);
            } catch (OmittedException _) {
                call.complain("omitting directory '" + operand + "'");
                status = 1;
            } catch (IOException e) {
                boolean rename = problem.equals("can't rename");
                status = call.failed(
                        rename ? problem + " '" + operand + "'" : "can't create '" + shown(call, end) + "'",
                        e);
            }
        }
        return status;
    }

    private static String shown(Call call, Path path) {
        Path here = call.surroundings().workingDirectory();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private static final class OmittedException extends IOException {

        private static final long serialVersionUID = 1;
    }

    private static void copy(Options options, Path source, Path target) throws IOException {
        boolean keeps = options.has("a") || options.has("p");
        boolean links = options.has("a") || options.has("d") || options.has("P");
        boolean folder = links ? Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS) : Files.isDirectory(source);
        List<CopyOption> how = new ArrayList<>();
        if (keeps) {
            how.add(StandardCopyOption.COPY_ATTRIBUTES);
        }
        if (links) {
            how.add(LinkOption.NOFOLLOW_LINKS);
        }
        if (!folder) {
            copyFile(source, target, how, keeps || links);
            return;
        }
        if (!options.has("r") && !options.has("R") && !options.has("a")) {
            throw new OmittedException();
        }
        if (!Files.isDirectory(target)) {
            Files.createDirectory(target);
        }
        for (Path entry : Listing.entries(source)) {
            copy(options, entry, target.resolve(String.valueOf(entry.getFileName())));
        }
        if (keeps) {
            Ownerships.copy(source, target);
        }
    }

    /** Into the file that is there, which stays whose it is; a new one gets the source's mode. */
    private static void copyFile(Path source, Path target, List<CopyOption> how, boolean replaces) throws IOException {
        if (replaces) {
            how.add(StandardCopyOption.REPLACE_EXISTING);
            Files.copy(source, target, how.toArray(CopyOption[]::new));
        } else if (Files.exists(target)) {
            Files.write(target, Files.readAllBytes(source), StandardOpenOption.TRUNCATE_EXISTING);
        } else {
            Files.copy(source, target, how.toArray(CopyOption[]::new));
            Files.setAttribute(target, "unix:mode", Ownerships.mode(source) & ~022);
        }
    }

    private static void move(Options options, Path source, Path target) throws IOException {
        if (options.has("n") && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            moveByCopying(source, target);
        }
    }

    private static void moveByCopying(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (DirectoryNotEmptyException _) {
            if (!Files.isDirectory(target)) {
                Files.createDirectory(target);
            }
            for (Path entry : Listing.entries(source)) {
                moveByCopying(entry, target.resolve(String.valueOf(entry.getFileName())));
            }
            Ownerships.copy(source, target);
            Files.delete(source);
        }
    }
}
