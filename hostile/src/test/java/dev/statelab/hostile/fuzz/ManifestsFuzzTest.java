package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader of manifests. */
class ManifestsFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        Readers.manifests(bytes);
    }
}
