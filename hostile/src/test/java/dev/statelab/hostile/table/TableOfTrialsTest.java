package dev.statelab.hostile.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class TableOfTrialsTest {

    @TempDir
    private Path folder = Path.of("");

    /** Two attacks hold and one does not; of four faults one scores wrong, and one test is not run. */
    @Attack("Attacks of a sample")
    static class Sample {

        @Test
        void holds() {
            assertThat(1).isOne();
        }

        @Test
        void holds_too() {
            assertThat(1).isOne();
        }

        @Test
        void does_not_hold() {
            assertThat(1).isZero();
        }

        @Test
        @Fault("Faults of a sample")
        void three_faults(Ledger ledger) {
            ledger.tried(3);
        }

        @Test
        @Fault("Faults of a sample")
        void wrong(Ledger ledger) {
            throw ledger.wrongScore("was 100, and now 65");
        }

        @Test
        @Fault("Faults of a sample")
        void not_here() {
            abort("no such machine");
        }
    }

    /** Nothing to count. */
    static class Plain {

        @Test
        void passes() {
            assertThat(1).isOne();
        }
    }

    private Path tableOf(Class<?> tests) {
        Path file = folder.resolve("table.md");
        LauncherFactory
                .create(LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new TableOfTrials(file)).build())
                .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build());
        return file;
    }

    @Test
    void says_what_was_tried_and_what_held() throws IOException {
        assertThat(Files.readString(tableOf(Sample.class))).isEqualTo("""
                | attacks | tried | held | not run |
                | --- | ---: | ---: | ---: |
                | Attacks of a sample | 3 | 2 | 0 |
                | all | 3 | 2 | 0 |

                | faults | injected | correct or inconclusive | not run |
                | --- | ---: | ---: | ---: |
                | Faults of a sample | 4 | 3 | 1 |
                | all | 4 | 3 | 1 |

                wrong scores: 1
                - was 100, and now 65
                lost results: 0
                """);
    }

    @Test
    void is_not_written_where_nothing_counts() {
        assertThat(tableOf(Plain.class)).doesNotExist();
    }
}
