package dev.statelab.hostile.table;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Optional;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * What a test stands for.
 *
 * @param subject the row of the table
 */
record Trial(Kind kind, String subject) implements Comparable<Trial> {

    enum Kind {
        ATTACK, FAULT
    }

    /** Empty for what is neither an attack nor a fault. What a method says counts before what its class says. */
    static Optional<Trial> of(TestIdentifier test) {
        if (!test.isTest() || !(test.getSource().orElse(null) instanceof MethodSource source)) {
            return Optional.empty();
        }
        return findAnnotation(source.getJavaMethod(), Attack.class).map(Trial::attack)
                .or(() -> findAnnotation(source.getJavaMethod(), Fault.class).map(Trial::fault))
                .or(() -> findAnnotation(source.getJavaClass(), Attack.class).map(Trial::attack))
                .or(() -> findAnnotation(source.getJavaClass(), Fault.class).map(Trial::fault));
    }

    private static Trial attack(Attack attack) {
        return new Trial(Kind.ATTACK, attack.value());
    }

    private static Trial fault(Fault fault) {
        return new Trial(Kind.FAULT, fault.value());
    }

    @Override
    public int compareTo(Trial other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? subject.compareTo(other.subject) : byKind;
    }
}
