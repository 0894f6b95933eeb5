package dev.statelab.lab.api.schema;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a value may be. */
public sealed interface Schema {

    /** The type as Go names it in the API server's messages. */
    String goType();

    /** An object with known fields, which are looked up when they are first needed. */
    final class Struct implements Schema {

        private final String name;
        private final Supplier<Map<String, Schema>> source;
        private volatile Map<String, Schema> fields = Map.of();

        /**
         * @param source gives the fields, of which there is at least one
         */
        Struct(String name, Supplier<Map<String, Schema>> source) {
            this.name = name;
            this.source = source;
        }

        public String name() {
            return name;
        }

        public Optional<Schema> field(String field) {
            return Optional.ofNullable(fields().get(field));
        }

        /** All of them, by name. */
        public Map<String, Schema> fields() {
            if (fields.isEmpty()) {
                fields = source.get();
            }
            return fields;
        }

        @Override
        public String goType() {
            return "v1." + name;
        }
    }

    record ListOf(Schema element) implements Schema {

        @Override
        public String goType() {
            return "[]" + element.goType();
        }
    }

    record MapOf(Schema value) implements Schema {

        @Override
        public String goType() {
            return "map[string]" + value.goType();
        }
    }

    /** An amount such as {@code 100Mi} or {@code 0.5}, as text or number. */
    record Quantity() implements Schema {

        @Override
        public String goType() {
            return "resource.Quantity";
        }
    }

    /** A port or a count: a number, a name or a percentage. */
    record IntOrString() implements Schema {

        @Override
        public String goType() {
            return "intstr.IntOrString";
        }
    }

    /** Any JSON. */
    record Anything() implements Schema {

        @Override
        public String goType() {
            return "runtime.RawExtension";
        }
    }

    enum Scalar implements Schema {

        STRING("string"), INT32("int32"), INT64("int64"), FLOAT("float64"), BOOL("bool");

        private final String goType;

        Scalar(String goType) {
            this.goType = goType;
        }

        @Override
        public String goType() {
            return goType;
        }
    }
}
