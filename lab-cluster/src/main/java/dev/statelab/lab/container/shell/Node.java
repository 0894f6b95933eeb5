package dev.statelab.lab.container.shell;

import java.util.List;

/** A piece of a script. */
sealed interface Node {

    record Sequence(List<Node> nodes) implements Node {

        public Sequence {
            nodes = List.copyOf(nodes);
        }
    }

    record Background(Node node) implements Node {}

    /** {@code first && second}, or {@code first || second}. */
    record Both(Node first, boolean onSuccess, Node second) implements Node {}

    record Not(Node node) implements Node {}

    record Pipeline(List<Node> stages) implements Node {

        public Pipeline {
            stages = List.copyOf(stages);
        }
    }

    record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections) implements Node {

        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /** The last command of a script: it takes the shell's place, unless there is something to do after it. */
    record Last(Simple command) implements Node {}

    record Redirected(Node body, List<Redirection> redirections) implements Node {

        public Redirected {
            redirections = List.copyOf(redirections);
        }
    }

    record Subshell(Node body) implements Node {}

    /** @param otherwise an empty sequence for none */
    record If(Node condition, Node then, Node otherwise) implements Node {}

    /** @param overArguments whether there is no {@code in}, so that it goes over the arguments */
    record For(String variable, boolean overArguments, List<Word> words, Node body) implements Node {

        public For {
            words = List.copyOf(words);
        }
    }

    record Loop(Node condition, boolean until, Node body) implements Node {}

    record Case(Word subject, List<Branch> branches) implements Node {

        public Case {
            branches = List.copyOf(branches);
        }
    }

    record Function(String name, Node body) implements Node {}

    record Branch(List<Word> patterns, Node body) {

        public Branch {
            patterns = List.copyOf(patterns);
        }
    }

    record Assignment(String name, Word value) {}

    /** @param target a file's name, a descriptor's number, or a here-document's text */
    record Redirection(int descriptor, Kind kind, Word target) {

        enum Kind {
            READ, WRITE, APPEND, READ_WRITE, DUPLICATE_INPUT, DUPLICATE_OUTPUT, HERE_DOCUMENT
        }
    }
}
