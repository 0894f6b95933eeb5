package dev.statelab.cli;

import dev.statelab.lab.container.image.ImageCatalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code grader lab images}: lists what containers of a lab cluster can run. */
@Command(name = "images", mixinStandardHelpOptions = true, description = {
    "Lists the images that a lab cluster's node has. A pod with another one waits as on a cluster that cannot pull it."
})
final class LabImagesCommand implements Callable<Integer> {

    private final Screen screen;

    LabImagesCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        ImageCatalogue.standard().references().forEach(screen.out()::println);
        screen.out().flush();
        return ExitCode.PASSED;
    }
}
