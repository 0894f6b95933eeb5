package dev.statelab.lab.container.files;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Users and groups by number: a container's file system knows no names but {@code root}. */
final class Principals {

    static final UserPrincipalLookupService LOOKUP = new UserPrincipalLookupService() {

        @Override
        public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
            return new User(number(name));
        }

        @Override
        public GroupPrincipal lookupPrincipalByGroupName(String group) throws UserPrincipalNotFoundException {
            return new Group(number(group));
        }
    };

    private Principals() {}

    record User(long id) implements UserPrincipal {

        @Override
        public String getName() {
            return name(id);
        }

        @Override
        public String toString() {
            return name(id);
        }
    }

    record Group(long id) implements GroupPrincipal {

        @Override
        public String getName() {
            return name(id);
        }

        @Override
        public String toString() {
            return name(id);
        }
    }

    private static String name(long id) {
        return id == 0 ? "root" : Long.toString(id);
    }

    private static long number(String name) throws UserPrincipalNotFoundException {
        if (name.equals("root")) {
            return 0;
        }
        if (!name.matches("\\d{1,10}")) {
            throw new UserPrincipalNotFoundException(name);
        }
        return Long.parseLong(name);
    }
}
