package dev.statelab.lab.api.access;

import static java.util.function.Predicate.not;

import java.util.Optional;

/** What a request wants to do. */
public sealed interface Attributes {

    String verb();

    /** What the user is told who may not do it. */
    String refusal(User user);

    /**
     * To do something with objects.
     *
     * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch},
     *     {@code delete}, {@code deletecollection}, or one of RBAC's own
     * @param group empty for the core group
     * @param resource the plural name
     * @param subresource empty for the object itself
     * @param namespace empty for all of them, or where the type has none
     * @param name empty for no certain object
     */
    record OfResource(String verb, String group, String resource, String subresource, String namespace, String name)
            implements
                Attributes {

        /** {@code pods}, {@code pods/log}. */
        String path() {
            return Optional.of(subresource).filter(not(String::isEmpty)).map(part -> resource + "/" + part).orElse(
                    resource);
        }

        @Override
        public String refusal(User user) {
            return "User \"" + user.name() + "\" cannot " + verb + " resource \"" + path() + "\" in API group \""
                    + group + "\" "
                    + (namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
        }
    }

    /** To read what is no object: {@code /version}. */
    record OfPath(String verb, String path) implements Attributes {

        @Override
        public String refusal(User user) {
            return "User \"" + user.name() + "\" cannot " + verb + " path \"" + path + "\"";
        }
    }
}
