package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code chown}, {@code chgrp} and {@code chmod}. */
final class OwnerTools {

    private OwnerTools() {}

    static int chown(Call call) throws UsageException {
        Options options = Options.parse(call, "Rhfvc", Map.of("recursive", "R"));
        String[] names = operand(options).split("[:.]", 2);
        Names known = Names.of(call);
        Optional<Long> uid = names[0].isEmpty() ? Optional.empty() : Optional.of(known.uid(names[0]));
        Optional<Long> gid = names.length < 2 || names[1].isEmpty()
                ? Optional.empty()
                : Optional.of(known.gid(names[1]));
        return each(call, options, path -> set(path, uid, gid));
    }

    static int chgrp(Call call) throws UsageException {
        Options options = Options.parse(call, "Rhfvc", Map.of("recursive", "R"));
        Optional<Long> gid = Optional.of(Names.of(call).gid(operand(options)));
        return each(call, options, path -> set(path, Optional.empty(), gid));
    }

    private static void set(Path path, Optional<Long> uid, Optional<Long> gid) throws IOException {
        if (uid.isPresent()) {
            Files.setAttribute(path, "unix:uid", uid.get());
        }
        if (gid.isPresent()) {
            Files.setAttribute(path, "unix:gid", gid.get());
        }
    }

    static int chmod(Call call) throws UsageException {
        // A mode such as -w looks like an option.
        boolean dashed = !call.arguments().isEmpty() && call.arguments().getFirst().matches("-[rwxX]+");
        Options options = dashed
                ? new Options(Set.of(), Map.of(), call.arguments())
                : Options.parse(call, "Rfvc", Map.of("recursive", "R"));
        String change = operand(options);
        Modes.changed(0, change, false);
        return each(call, options, path -> {
            try {
                boolean folder = Files.isDirectory(path);
                Files.setAttribute(path, "unix:mode", Modes.changed(Ownerships.mode(path), change, folder));
            } catch (UsageException e) {
                throw new IllegalStateException("the mode was checked", e);
            }
        });
    }

    private static String operand(Options options) throws UsageException {
        if (options.operands().size() < 2) {
            throw new UsageException("missing operand");
        }
        return options.operands().getFirst();
    }

    @FunctionalInterface
    private interface Change {
        void apply(Path path) throws IOException;
    }

    private static int each(Call call, Options options, Change change) {
        int status = 0;
        List<String> operands = options.operands();
        for (String file : operands.subList(1, operands.size())) {
            status |= apply(call, options.has("R"), file, call.path(file), change);
        }
        return options.has("f") ? 0 : status;
    }

    private static int apply(Call call, boolean recursive, String shown, Path path, Change change) {
        int status = 0;
        try {
            change.apply(path);
        } catch (IOException e) {
            status = call.failed(shown, e);
        }
        if (!recursive || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return status;
        }
        try {
            for (Path entry : Listing.entries(path)) {
                status |= apply(call, true, shown + "/" + entry.getFileName(), entry, change);
            }
        } catch (IOException e) {
            status = call.failed(shown, e);
        }
        return status;
    }
}
