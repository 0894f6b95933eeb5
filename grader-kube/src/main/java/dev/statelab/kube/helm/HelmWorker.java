package dev.statelab.kube.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process in which Helm works: it reads requests from standard input, and writes an answer to each to standard output. It
 * ends with its input, also in the middle of a request, because whoever asked has ended then.
 */
final class HelmWorker {

    /** What comes before an answer. */
    static final int READY = 0;
    static final int DONE = 1;
    static final int REFUSED = 2;

    private static final int ADDRESS_SPACE = 9;
    private static final int PAGE = 4096;
    private static final int GONE = 3;

    private final DataInputStream requests = new DataInputStream(new BufferedInputStream(System.in));
    private final DataOutputStream answers = new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    private final ExecutorService helm = Executors.newSingleThreadExecutor();

    private HelmWorker() {}

    /** The C library's, which is in every process. */
    interface Kernel extends Library {
        int setsid();

        int setrlimit(int resource, long[] softAndHard);
    }

    /** @param arguments how many bytes of memory Helm may take */
    static void main(String... arguments) throws IOException {
        HelmLibrary.load();
        if (!Platform.isWindows()) {
            guard(Native.load(Kernel.class), Long.parseLong(arguments[0]));
        }
        new HelmWorker().serve();
    }

    /** Away from the terminal, whose Ctrl-C is for who asks; and with so much more memory than it has now, and no more. */
    private static void guard(Kernel kernel, long bytes) throws IOException {
        int _ = kernel.setsid();
        if (Platform.isLinux()) {
            long now = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", 2)[0]) * PAGE;
            int _ = kernel.setrlimit(ADDRESS_SPACE, new long[]{now + bytes, now + bytes});
        }
    }

    private void serve() {
        try {
            answers.writeByte(READY);
            answers.flush();
            while (true) {
                HelmRequest request = HelmRequest.read(requests);
                helm.execute(() -> answer(request));
            }
        } catch (IOException nobodyAsksAnyMore) {
            System.exit(0);
        }
    }

    private void answer(HelmRequest request) {
        try {
            try {
                List<String> answer = call(request);
                answers.writeByte(DONE);
                HelmRequest.writeTexts(answers, answer);
            } catch (IllegalStateException refused) {
                answers.writeByte(REFUSED);
                HelmRequest.writeTexts(answers, List.of(String.valueOf(refused.getMessage())));
            }
            answers.flush();
        } catch (IOException | RuntimeException | Error broken) {
            Runtime.getRuntime().halt(GONE);
        }
    }

    private static List<String> call(HelmRequest request) {
        return switch (request.verb()) {
            case TEMPLATE -> {
                TemplateCommand template = chart(request).template().withName(request.release())
                        .withNamespace(request.namespace());
                request.files().forEach(file -> template.withValuesFile(Path.of(file)));
                request.single().forEach(template::set);
                yield List.of(Optional.ofNullable(template.call()).orElse(""));
            }
            case LINT -> List.copyOf(chart(request).lint().call().getMessages());
            case INSTALL -> {
                InstallCommand install = chart(request).install().withName(request.release())
                        .withNamespace(request.namespace()).skipCrds().withKubeConfigContents(request.kubeconfig())
                        .withTimeout(request.hookSeconds());
                request.files().forEach(file -> install.withValuesFile(Path.of(file)));
                request.single().forEach(install::set);
                yield release(install.call());
            }
            case UPGRADE -> {
                UpgradeCommand upgrade = chart(request).upgrade().withName(request.release())
                        .withNamespace(request.namespace()).skipCrds().resetValues()
                        .withKubeConfigContents(request.kubeconfig()).withTimeout(request.hookSeconds());
                request.files().forEach(file -> upgrade.withValuesFile(Path.of(file)));
                request.single().forEach(upgrade::set);
                yield release(upgrade.call());
            }
            case UNINSTALL -> {
                String _ = Helm.uninstall(request.release()).withNamespace(request.namespace())
                        .withKubeConfigContents(request.kubeconfig()).noHooks().call();
                yield List.of();
            }
        };
    }

    private static Helm chart(HelmRequest request) {
        return new Helm(Path.of(request.chart()));
    }

    private static List<String> release(Release release) {
        return List.of(release.getName(), release.getRevision());
    }
}
