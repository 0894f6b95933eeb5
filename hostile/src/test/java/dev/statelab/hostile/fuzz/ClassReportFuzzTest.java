package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every renderer of a class. */
class ClassReportFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        ClassReports.check(Texts.of(Readers.text(bytes)));
    }
}
