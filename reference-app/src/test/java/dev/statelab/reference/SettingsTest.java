package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    @ParameterizedTest
    @CsvSource({"KV, 5000", "COUNTER, 8080", "VISITS, 8000"})
    void anEmptyEnvironmentMeansTheDefaults(Mode mode, int port) {
        assertThat(read(mode, Map.of())).isEqualTo(valid("host-0", port, "/data", "/data/visits"));
    }

    @Test
    void whetherTheVisitsAreShownIsTrueOrFalse() {
        assertThat(read(Mode.VISITS, Map.of("VISITS_SHOWN", "no"))).isEqualTo(new Settings.Reading.Invalid(
                "VISITS_SHOWN must be true or false, but is \"no\"; leave it out for true"));
    }

    @Test
    void theEnvironmentDecides() {
        Map<String, String> environment = Map.of("POD_NAME", "pod-0", "PORT", "9000", "DATA_DIR", "/srv/",
                "VISITS_FILE", "/srv/web/visits.txt", "VISITS_PATH", "/time/now");
        assertThat(read(Mode.VISITS, environment)).isEqualTo(new Settings.Reading.Valid(
                new Settings("pod-0", 9000, Path.of("/srv"), Path.of("/srv/web/visits.txt"), "/time/now", true)));
    }

    @Test
    void theVisitsFileMovesWithTheFolder() {
        assertThat(read(Mode.VISITS, Map.of("DATA_DIR", "/srv")))
                .isEqualTo(valid("host-0", 8000, "/srv", "/srv/visits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "-1", "65536", "99999999999", "tcp://10.96.0.1:80"})
    void aPortThatIsNoneIsRefused(String port) {
        assertThat(read(Mode.KV, Map.of("PORT", port))).isEqualTo(
                new Settings.Reading.Invalid(
                        "PORT must be a number from 0 to 65535, but is \"" + port + "\"; leave it out for 5000"));
    }

    @Test
    void aFolderThatIsNoPathIsRefused() {
        assertThat(read(Mode.KV, Map.of("DATA_DIR", "/da\0ta"))).isInstanceOf(Settings.Reading.Invalid.class);
    }

    @Test
    void aVisitsFileThatIsTheRootIsRefused() {
        assertThat(read(Mode.VISITS, Map.of("VISITS_FILE", "/"))).isInstanceOf(Settings.Reading.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "time", "/health", "/visits", "/time?zone=utc", "/*"})
    void aPageThatCannotBeAskedForIsRefused(String path) {
        assertThat(read(Mode.VISITS, Map.of("VISITS_PATH", path))).isEqualTo(new Settings.Reading.Invalid(
                "VISITS_PATH must be a path from / on, and none of /visits, /health, but is \"" + path
                        + "\"; leave it out for /"));
    }

    private static Settings.Reading read(Mode mode, Map<String, String> environment) {
        return Settings.read(mode, environment, "host-0", FileSystems.getDefault());
    }

    private static Settings.Reading valid(String pod, int port, String folder, String visitsFile) {
        return new Settings.Reading.Valid(new Settings(pod, port, Path.of(folder), Path.of(visitsFile), "/", true));
    }
}
