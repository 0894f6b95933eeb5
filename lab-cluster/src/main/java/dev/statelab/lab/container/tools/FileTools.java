package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands that read, make and link files. */
final class FileTools {

    private FileTools() {}

    static int cat(Call call) throws UsageException {
        Options options = Options.parse(call, "nu");
        int status = 0;
        for (String file : options.operands().isEmpty() ? List.of("-") : options.operands()) {
            InputStream in;
            try {
                in = call.open(file);
            } catch (IOException e) {
                status = call.failed("can't open '" + file + "'", e);
                continue;
            }
            try (in) {
                in.transferTo(call.out());
            } catch (IOException e) {
                status = call.failed("read error", e);
            }
            call.surroundings().checkAlive();
        }
        return status;
    }

    static int tee(Call call) throws IOException, UsageException {
        Options options = Options.parse(call, "ai");
        List<OutputStream> targets = new ArrayList<>(List.of(call.out()));
        int status = 0;
        for (String file : options.operands()) {
            try {
                targets.add(Files.newOutputStream(call.path(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        options.has("a") ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING));
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        byte[] buffer = new byte[8192];
        for (int count = call.in().read(buffer); count >= 0; count = call.in().read(buffer)) {
            for (OutputStream target : targets) {
                target.write(buffer, 0, count);
            }
        }
        for (OutputStream target : targets.subList(1, targets.size())) {
            target.close();
        }
        return status;
    }

    static int touch(Call call) throws UsageException {
        Options options = Options.parse(call, "camd:t:r:", Map.of("no-create", "c"));
        int status = 0;
        for (String file : options.operands()) {
            Path path = call.path(file);
            try {
                if (Files.exists(path)) {
                    Files.setLastModifiedTime(path, FileTime.from(call.surroundings().clock().now()));
                } else if (!options.has("c")) {
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
                }
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        return status;
    }

    static int mkdir(Call call) throws UsageException {
        Options options = Options.parse(call, "pm:v", Map.of("parents", "p", "mode", "m"));
        int status = 0;
        for (String folder : options.operands()) {
            Path path = call.path(folder);
            try {
                if (options.has("p")) {
                    makeAll(path);
                } else {
                    Files.createDirectory(path);
                }
                if (options.value("m").isPresent()) {
                    int mode = Modes.changed(0777, options.value("m").orElseThrow(), true);
                    Files.setAttribute(path, "unix:mode", mode);
                }
            } catch (IOException e) {
                status = call.failed("can't create directory '" + folder + "'", e);
            }
        }
        return status;
    }

    private static void makeAll(Path path) throws IOException {
        Path parent = path.getParent();
        if (Files.isDirectory(path)) {
            return;
        }
        if (parent != null) {
            makeAll(parent);
        }
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    static int rmdir(Call call) throws UsageException {
        Options options = Options.parse(call, "p");
        int status = 0;
        for (String folder : options.operands()) {
            try {
                if (!Files.isDirectory(call.path(folder)) && Files.exists(call.path(folder))) {
                    call.complain("'" + folder + "': Not a directory");
                    status = 1;
                } else {
                    Files.delete(call.path(folder));
                }
            } catch (IOException e) {
                status = call.failed("'" + folder + "'", e);
            }
        }
        return status;
    }

    static int ln(Call call) throws UsageException {
        Options options = Options.parse(call, "sfnv", Map.of("symbolic", "s", "force", "f"));
        List<String> operands = options.operands();
        if (operands.isEmpty()) {
            throw new UsageException("missing operand");
        }
        if (!options.has("s")) {
            throw new UsageException("hard links are not supported here; try -s");
        }
        String target = operands.getFirst();
        Path link = call.path(operands.size() > 1 ? operands.getLast() : ".");
        if (Files.isDirectory(link) && !(options.has("n") && Files.isSymbolicLink(link))) {
            link = link.resolve(String.valueOf(call.path(target).getFileName()));
        }
        try {
            if (options.has("f")) {
                Files.deleteIfExists(link);
            }
            Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
            return 0;
        } catch (IOException e) {
            return call.failed(operands.getLast(), e);
        }
    }

    static int readlink(Call call) throws UsageException {
        Options options = Options.parse(call, "fn");
        int status = 0;
        for (String file : options.operands()) {
            Path path = call.path(file);
            try {
                call.out().println(options.has("f") ? path.toRealPath() : Files.readSymbolicLink(path));
            } catch (IOException _) {
                status = 1;
            }
        }
        return status;
    }

    static int realpath(Call call) throws UsageException {
        int status = 0;
        for (String file : Options.parse(call, "").operands()) {
            try {
                call.out().println(call.path(file).toRealPath());
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        return status;
    }

    static int rm(Call call) throws UsageException {
        Options options = Options.parse(call, "rRfiv",
                Map.of("recursive", "r", "force", "f", "verbose", "v"));
        if (options.operands().isEmpty() && !options.has("f")) {
            throw new UsageException("missing operand");
        }
        int status = 0;
        for (String file : options.operands()) {
            status |= remove(call, options, file, call.path(file));
        }
        return status;
    }

    private static int remove(Call call, Options options, String shown, Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (!options.has("r") && !options.has("R")) {
                    call.complain("'" + shown + "' is a directory");
                    return 1;
                }
                int status = 0;
                for (Path entry : Listing.entries(path)) {
                    status |= remove(call, options, shown + "/" + entry.getFileName(), entry);
                }
                if (status != 0) {
                    return status;
                }
            }
            Files.delete(path);
            return 0;
        } catch (NoSuchFileException e) {
            return options.has("f") ? 0 : call.failed("can't remove '" + shown + "'", e);
        } catch (IOException e) {
            return call.failed("can't remove '" + shown + "'", e);
        }
    }
}
