package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The reader of rosters. */
class RosterFuzzTest {

    @TempDir
    private Path folder = Path.of("");

    @FuzzTest
    void any_bytes(byte[] bytes) throws IOException {
        Readers.roster(folder.resolve("class.csv"), bytes);
    }
}
