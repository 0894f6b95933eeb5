package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.process.Executables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What is in a container's own root before its process starts. */
final class RootFolder {

    private static final Ownership FOLDER = Ownership.ofRoot(0755);
    private static final Ownership FILE = Ownership.ofRoot(0644);
    private static final Ownership PROGRAM = Ownership.ofRoot(0755);
    private static final List<String> FOLDERS = List.of("bin", "dev", "etc", "home", "proc", "run", "sys", "usr/bin",
            "usr/local/bin", "var/log");
    private static final List<String> OPEN_FOLDERS = List.of("tmp", "var/tmp");

    private RootFolder() {}

    static Volume make(Path folder, Image image, ContainerSpec spec) throws IOException {
        Volume root = new Volume(folder);
        root.setOwnership(folder, FOLDER);
        for (String path : FOLDERS) {
            root.makeFolder(path, FOLDER);
        }
        for (String path : OPEN_FOLDERS) {
            root.makeFolder(path, Ownership.ofRoot(0777 | Ownership.STICKY));
        }
        root.makeFolder("root", Ownership.ofRoot(0700));
        UserIds user = image.user();
        for (String path : image.folders()) {
            root.makeFolder(relative(path), new Ownership(user.uid(), user.gid(), 0755));
        }
        writeTexts(root, image, spec.network());
        for (String path : image.programs().keySet()) {
            if (!path.startsWith("/bin/")) {
                root.write(relative(path), Executables.content(path), PROGRAM);
            }
        }
        return root;
    }

    /** The folder that all containers of an image share: its commands. */
    static Volume commands(Path folder, Image image) {
        Volume commands = Volume.filledWhenUsed(folder, volume -> writeCommands(volume, image));
        commands.setOwnership(folder, FOLDER);
        return commands;
    }

    private static void writeCommands(Volume commands, Image image) throws IOException {
        for (String path : image.programs().keySet()) {
            if (path.startsWith("/bin/")) {
                commands.write(path.substring("/bin/".length()), Executables.content(path), PROGRAM);
            }
        }
    }

    private static void writeTexts(Volume root, Image image, PodNetwork network) throws IOException {
        UserIds user = image.user();
        String passwd = "root:x:0:0:root:/root:/bin/sh\n";
        String group = "root:x:0:\n";
        if (user.uid() != 0) {
            passwd += "app:x:%d:%d::/home/app:/bin/sh\n".formatted(user.uid(), user.gid());
            group += "app:x:%d:\n".formatted(user.gid());
        }
        passwd += "nobody:x:65534:65534:nobody:/home:/bin/false\n";
        group += "nobody:x:65534:\n";
        write(root, "etc/passwd", passwd);
        write(root, "etc/group", group);
        write(root, "etc/hostname", network.hostname() + "\n");
        write(root, "etc/hosts", hosts(network));
        write(root, "etc/resolv.conf", network.identity().resolver().text());
    }

    /** As the kubelet writes it. */
    private static String hosts(PodNetwork network) {
        PodNetwork.Identity pod = network.identity();
        String fullName = pod.domain().isEmpty() ? "" : pod.hostname() + "." + pod.domain() + "\t";
        StringBuilder hosts = new StringBuilder("""
                # Kubernetes-managed hosts file.
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                fe00::0\tip6-localnet
                fe00::0\tip6-mcastprefix
                fe00::1\tip6-allnodes
                fe00::2\tip6-allrouters
                %s\t%s%s
                """.formatted(network.podIp(), fullName, pod.hostname()));
        if (!pod.aliases().isEmpty()) {
            hosts.append("\n# Entries added by HostAliases.\n");
            pod.aliases().forEach((name, address) -> hosts.append(address).append('\t').append(name).append('\n'));
        }
        return hosts.toString();
    }

    private static void write(Volume root, String path, String text) throws IOException {
        root.write(path, text.getBytes(StandardCharsets.UTF_8), FILE);
    }

    static String relative(String absolutePath) {
        return absolutePath.replaceFirst("^/+", "");
    }
}
