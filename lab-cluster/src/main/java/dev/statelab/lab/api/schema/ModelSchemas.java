package dev.statelab.lab.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.statelab.lab.api.ResourceType;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Schemas read from the classes of fabric8's Kubernetes model: they are generated from Kubernetes' own Go types, carry
 * the same names (which the API server's messages contain), know every field of every kind, and come with the next
 * release by a version number; a table of our own would have to be written and kept. A class is looked at when an object
 * first has a field of its kind, so that a cluster starts without reading any.
 */
final class ModelSchemas {

    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("v1", MODEL),
            Map.entry("admissionregistration.k8s.io/v1", MODEL + ".admissionregistration.v1"),
            Map.entry("apiextensions.k8s.io/v1", MODEL + ".apiextensions.v1"),
            Map.entry("apiregistration.k8s.io/v1", MODEL),
            Map.entry("apps/v1", MODEL + ".apps"),
            Map.entry("authentication.k8s.io/v1", MODEL + ".authentication"),
            Map.entry("authorization.k8s.io/v1", MODEL + ".authorization.v1"),
            Map.entry("autoscaling/v2", MODEL + ".autoscaling.v2"),
            Map.entry("batch/v1", MODEL + ".batch.v1"),
            Map.entry("certificates.k8s.io/v1", MODEL + ".certificates.v1"),
            Map.entry("coordination.k8s.io/v1", MODEL + ".coordination.v1"),
            Map.entry("discovery.k8s.io/v1", MODEL + ".discovery.v1"),
            Map.entry("flowcontrol.apiserver.k8s.io/v1", MODEL + ".flowcontrol.v1"),
            Map.entry("networking.k8s.io/v1", MODEL + ".networking.v1"),
            Map.entry("node.k8s.io/v1", MODEL + ".node.v1"),
            Map.entry("policy/v1", MODEL + ".policy.v1"),
            Map.entry("rbac.authorization.k8s.io/v1", MODEL + ".rbac"),
            Map.entry("scheduling.k8s.io/v1", MODEL + ".scheduling.v1"),
            Map.entry("storage.k8s.io/v1", MODEL + ".storage"));

    private final Map<Class<?>, Schema.Struct> structs = new ConcurrentHashMap<>();

    Schema.Struct of(ResourceType type) {
        String inPackage = PACKAGES.get(type.apiVersion());
        if (inPackage == null) {
            throw new IllegalArgumentException("no package of the Kubernetes model is known for " + type.apiVersion());
        }
        try {
            return struct(Class.forName(inPackage + "." + type.kind()));
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("the Kubernetes model does not have " + type, missing);
        }
    }

    private Schema.Struct struct(Class<?> model) {
        return structs.computeIfAbsent(model, _ -> new Schema.Struct(model.getSimpleName(), () -> fields(model)));
    }

    private Map<String, Schema> fields(Class<?> model) {
        Map<String, Schema> fields = new HashMap<>();
        for (Field field : model.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property != null) {
                fields.put(property.value(), of(field.getGenericType()));
            }
        }
        return Map.copyOf(fields);
    }

    private Schema of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType().equals(List.class)
                    ? new Schema.ListOf(of(arguments[0]))
                    : new Schema.MapOf(of(arguments[1]));
        }
        if (type instanceof Class<?> model) {
            return of(model);
        }
        return new Schema.Anything();
    }

    private Schema of(Class<?> model) {
        if (model.equals(String.class) || model.equals(MicroTime.class)) {
            return Schema.Scalar.STRING;
        }
        if (model.equals(Integer.class)) {
            return Schema.Scalar.INT32;
        }
        if (model.equals(Long.class)) {
            return Schema.Scalar.INT64;
        }
        if (model.equals(Double.class)) {
            return Schema.Scalar.FLOAT;
        }
        if (model.equals(Boolean.class)) {
            return Schema.Scalar.BOOL;
        }
        if (model.equals(Quantity.class)) {
            return new Schema.Quantity();
        }
        if (model.equals(IntOrString.class)) {
            return new Schema.IntOrString();
        }
        boolean isStruct = KubernetesResource.class.isAssignableFrom(model)
                && !model.isInterface()
                && !model.equals(FieldsV1.class)
                && !hasFormOfItsOwn(model);
        return isStruct ? struct(model) : new Schema.Anything();
    }

    /** Whether its JSON does not follow from its fields: {@code additionalProperties: true} in a JSON schema. */
    private static boolean hasFormOfItsOwn(Class<?> model) {
        JsonDeserialize reading = model.getAnnotation(JsonDeserialize.class);
        return reading != null && !reading.using().equals(JsonDeserializer.None.class);
    }
}
