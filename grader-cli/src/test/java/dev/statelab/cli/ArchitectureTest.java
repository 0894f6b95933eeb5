package dev.statelab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions in which the parts may depend on each other: docs/architecture.md. */
@AnalyzeClasses(packages = "dev.statelab", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_core_knows_no_cluster_and_no_screen = noClasses()
            .that()
            .resideInAPackage("dev.statelab.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.statelab.kube..",
                    "dev.statelab.batch..",
                    "dev.statelab.cli..",
                    "dev.statelab.lab..",
                    "io.fabric8.kubernetes..",
                    "okhttp3..",
                    "picocli..",
                    "java.net.http..");

    @ArchTest
    static final ArchRule the_cluster_side_knows_no_screen_and_no_lab = noClasses()
            .that()
            .resideInAPackage("dev.statelab.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.statelab.batch..", "dev.statelab.cli..", "dev.statelab.lab..", "picocli..");

    @ArchTest
    static final ArchRule batches_know_no_screen_and_no_lab = noClasses()
            .that()
            .resideInAPackage("dev.statelab.batch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.statelab.cli..", "dev.statelab.lab..", "picocli..");

    @ArchTest
    static final ArchRule the_lab_cluster_knows_nothing_of_grading = noClasses()
            .that()
            .resideInAPackage("dev.statelab.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.statelab.core..", "dev.statelab.kube..", "dev.statelab.batch..",
                    "dev.statelab.cli..");

    @ArchTest
    static final ArchRule the_reference_application_needs_the_jdk_only = classes()
            .that()
            .resideInAPackage("dev.statelab.reference..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.statelab.reference..", "java..", "com.sun.net.httpserver..", "org.jspecify..");

    @ArchTest
    static final ArchRule the_impostors_need_the_jdk_only = classes()
            .that()
            .resideInAPackage("dev.statelab.impostor..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.statelab.impostor..", "java..", "com.sun.net.httpserver..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobody_sleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class);
}
