package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Lookup;
import dev.statelab.lab.container.process.Terminal;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands that tell about the container, its user and its files. */
final class SystemTools {

    private SystemTools() {}

    static int hostname(Call call) throws UsageException {
        Options options = Options.parse(call, "sfi");
        call.out().println(options.has("i")
                ? call.surroundings().network().podIp()
                : call.surroundings().network().hostname());
        return 0;
    }

    static int whoami(Call call) {
        long uid = call.surroundings().user().uid();
        String name = Names.of(call).user(uid);
        if (name.equals(Long.toString(uid))) {
            call.complain("unknown uid " + uid);
            return 1;
        }
        call.out().println(name);
        return 0;
    }

    static int id(Call call) throws UsageException {
        Options options = Options.parse(call, "ugnrG");
        UserIds user = call.surroundings().user();
        Names names = Names.of(call);
        if (options.has("u")) {
            call.out().println(options.has("n") ? names.user(user.uid()) : Long.toString(user.uid()));
        } else if (options.has("G")) {
            call.out().println(groups(user).map(group -> options.has("n")
                    ? names.group(group)
                    : Long.toString(group)).collect(Collectors.joining(" ")));
        } else if (options.has("g")) {
            call.out().println(options.has("n") ? names.group(user.gid()) : Long.toString(user.gid()));
        } else {
            String group = withName(user.gid(), names.group(user.gid()));
            call.out().println("uid=" + withName(user.uid(), names.user(user.uid())) + " gid=" + group + " groups="
                    + groups(user).map(each -> withName(each, names.group(each))).collect(Collectors.joining(",")));
        }
        return 0;
    }

    /** The main group first. */
    private static Stream<Long> groups(UserIds user) {
        return Stream.concat(Stream.of(user.gid()), user.groups().stream().sorted()).distinct();
    }

    private static String withName(long id, String name) {
        return name.equals(Long.toString(id)) ? name : id + "(" + name + ")";
    }

    /** {@code stty size}, and {@code stty} with settings, which stay what they are. */
    static int stty(Call call) throws IOException {
        if (!(call.in() instanceof Terminal.Keyboard keyboard)) {
            call.complain("standard input: Not a tty");
            return 1;
        }
        if (call.arguments().contains("size")) {
            call.out().println(keyboard.terminal().size());
        }
        return 0;
    }

    static int printenv(Call call) {
        Map<String, String> environment = call.surroundings().environment();
        if (call.arguments().isEmpty()) {
            environment.keySet().stream().sorted()
                    .forEach(name -> call.out().println(name + "=" + environment.get(name)));
            return 0;
        }
        int status = 0;
        for (String name : call.arguments()) {
            Optional<String> value = Optional.ofNullable(environment.get(name));
            value.ifPresent(call.out()::println);
            status = value.isPresent() ? status : 1;
        }
        return status;
    }

    static int ps(Call call) {
        call.out().println("PID   USER     TIME  COMMAND");
        Names names = Names.of(call);
        for (Child process : call.surroundings().processes()) {
            call.out().println("%5d %-8s  0:00 %s".formatted(process.pid(), names.user(process.user().uid()),
                    process.commandLine()));
        }
        return 0;
    }

    static int uname(Call call) throws UsageException {
        Options options = Options.parse(call, "asnrvm");
        String node = call.surroundings().network().hostname();
        call.out().println(options.has("a")
                ? "Linux " + node + " 6.1.0 #1 SMP x86_64 GNU/Linux"
                : options.has("n") ? node : options.has("r") ? "6.1.0" : options.has("m") ? "x86_64" : "Linux");
        return 0;
    }

    static int which(Call call) {
        int status = 0;
        for (String name : call.arguments()) {
            Optional<String> found = located(call, name);
            found.ifPresent(call.out()::println);
            status = found.isPresent() ? status : 1;
        }
        return status;
    }

    private static Optional<String> located(Call call, String name) {
        Path here = call.surroundings().workingDirectory();
        String searchPath = call.surroundings().environment().getOrDefault("PATH", "/bin");
        return List.of(searchPath.split(":", -1)).stream().map(folder -> folder + "/" + name)
                .filter(path -> call.surroundings().find(path, "", here) instanceof Lookup.Found).findFirst();
    }

    static int stat(Call call) throws UsageException {
        Options options = Options.parse(call, "c:Lft", Map.of("format", "c"));
        int status = 0;
        for (String file : options.operands()) {
            try {
                call.out().println(described(call, options.value("c"), file, options.has("L")));
            } catch (IOException e) {
                status = call.failed("can't stat '" + file + "'", e);
            }
        }
        return status;
    }

    private static String described(Call call, Optional<String> format, String file, boolean follow)
            throws IOException {
        LinkOption[] links = follow ? new LinkOption[0] : new LinkOption[]{LinkOption.NOFOLLOW_LINKS};
        Path path = call.path(file);
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class, links);
        int mode = Ownerships.mode(path, links);
        int uid = Ownerships.uid(path, links);
        int gid = Ownerships.gid(path, links);
        Names names = Names.of(call);
        String type = attributes.isDirectory()
                ? "directory"
                : attributes.isSymbolicLink()
                        ? "symbolic link"
                        : attributes.isOther()
                                ? "character special file"
                                : attributes.size() == 0 ? "regular empty file" : "regular file";
        String template = format.orElse("  File: %n\n  Size: %s\t%F\nAccess: (0%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)");
        return template.replace("%a", Integer.toOctalString(mode))
                .replace("%A", Modes.shown(Listing.type(attributes), mode))
                .replace("%u", Integer.toString(uid)).replace("%g", Integer.toString(gid))
                .replace("%U", names.user(uid)).replace("%G", names.group(gid))
                .replace("%s", Long.toString(attributes.size())).replace("%F", type)
                .replace("%Y", Long.toString(attributes.lastModifiedTime().toInstant().getEpochSecond()))
                .replace("%n", file);
    }

    static int df(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "hkP");
        call.out().println("Filesystem           1K-blocks      Used Available Use% Mounted on");
        for (String file : options.operands().isEmpty() ? List.of("/") : options.operands()) {
            FileStore store = Files.getFileStore(call.path(file));
            long total = store.getTotalSpace() / 1024;
            long free = store.getUsableSpace() / 1024;
            call.out().println("%-20s %9d %9d %9d %3d%% %s".formatted("overlay", total, total - free, free,
                    total == 0 ? 0 : (total - free) * 100 / total, file));
        }
        return 0;
    }

    static int du(Call call) throws UsageException {
        Options options = Options.parse(call, "shkca");
        int status = 0;
        for (String file : options.operands().isEmpty() ? List.of(".") : options.operands()) {
            try {
                size(call, options, file, call.path(file), true);
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        return status;
    }

    private static long size(Call call, Options options, String shown, Path path, boolean top) throws IOException {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        long size = folder ? 4096 : (Files.size(path) + 4095) / 4096 * 4096;
        for (Path entry : folder ? Listing.entries(path) : List.<Path>of()) {
            size += size(call, options, shown + "/" + entry.getFileName(), entry, false);
        }
        if (top || (!options.has("s") && (folder || options.has("a")))) {
            call.out().println((options.has("h") ? Sizes.readable(size) : size / 1024) + "\t" + shown);
        }
        return size;
    }

    static int basename(Call call) throws UsageException {
        if (call.arguments().isEmpty()) {
            throw new UsageException("missing operand");
        }
        String path = call.arguments().getFirst().replaceFirst("(?<=.)/+$", "");
        String name = path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        String suffix = call.arguments().size() > 1 ? call.arguments().get(1) : "";
        boolean cuts = name.endsWith(suffix) && name.length() > suffix.length();
        call.out().println(cuts ? name.substring(0, name.length() - suffix.length()) : name);
        return 0;
    }

    static int dirname(Call call) throws UsageException {
        if (call.arguments().isEmpty()) {
            throw new UsageException("missing operand");
        }
        String path = call.arguments().getFirst().replaceFirst("(?<=.)/+$", "");
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "." : path.substring(0, slash).replaceFirst("/+$", "");
        call.out().println(folder.isEmpty() ? "/" : folder);
        return 0;
    }
}
