package dev.statelab.reference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Only the process looks at this machine; the application sees what it is given. */
final class SurroundingsTest {

    private static final JavaClasses APPLICATION = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void noFileIsReachedButThroughTheGivenFileSystem() {
        noClasses().that()
                .doNotHaveSimpleName(Main.class.getSimpleName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(FileSystems.class)
                .orShould()
                .callMethod(Path.class, "of", String.class, String[].class)
                .check(APPLICATION);
    }

    @Test
    void noEnvironmentAndNoOutputIsUsedButTheGivenOnes() {
        noClasses().that()
                .doNotHaveSimpleName(Main.class.getSimpleName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(System.class)
                .check(APPLICATION);
    }
}
