package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file that a kubelet puts into a volume; it belongs to root. */
final class VolumeFile {

    private final byte[] content;
    private final int mode;

    VolumeFile(byte[] content, int mode) {
        this.content = content.clone();
        this.mode = mode;
    }

    static VolumeFile of(String content, int mode) {
        return new VolumeFile(content.getBytes(StandardCharsets.UTF_8), mode);
    }

    void writeTo(Volume volume, String path) throws IOException {
        volume.write(path, content, Ownership.ofRoot(mode));
    }
}
