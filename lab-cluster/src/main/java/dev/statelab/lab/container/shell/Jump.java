package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Launch;

/** Control flow that leaves the command at hand. */
abstract sealed class Jump extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Jump() {
        super(null, null, false, false);
    }

    /** {@code exit}. */
    static final class Exit extends Jump {

        private static final long serialVersionUID = 1;

        private final int status;

        Exit(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** {@code exec}: another program takes the shell's place. */
    static final class Replaced extends Jump {

        private static final long serialVersionUID = 1;

        private final transient Launch launch;

        Replaced(Launch launch) {
            this.launch = launch;
        }

        Launch launch() {
            return launch;
        }
    }

    /** {@code return}. */
    static final class Return extends Jump {

        private static final long serialVersionUID = 1;

        private final int status;

        Return(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** {@code break} and {@code continue}. */
    static final class OutOfLoops extends Jump {

        private static final long serialVersionUID = 1;

        private final int loops;
        private final boolean goOn;

        /**
         * @param loops how many loops it leaves, or leaves all but the last of
         * @param goOn whether the last one goes on with its next round
         */
        OutOfLoops(int loops, boolean goOn) {
            this.loops = loops;
            this.goOn = goOn;
        }

        boolean goOnHere() {
            return goOn && loops == 1;
        }

        boolean endsHere() {
            return loops == 1;
        }

        OutOfLoops outer() {
            return new OutOfLoops(loops - 1, goOn);
        }
    }

    /** ^C, which gives up the line at hand in a shell that somebody types to. */
    static final class Interrupted extends Jump {

        private static final long serialVersionUID = 1;
    }
}
