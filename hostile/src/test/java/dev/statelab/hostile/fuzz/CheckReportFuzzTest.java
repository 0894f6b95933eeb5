package dev.statelab.hostile.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every renderer of a check. */
class CheckReportFuzzTest {

    @FuzzTest
    void any_bytes(byte[] bytes) {
        CheckReports.check(Texts.of(Readers.text(bytes)));
    }
}
