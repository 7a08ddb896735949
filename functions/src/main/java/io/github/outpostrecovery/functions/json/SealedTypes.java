package io.github.outpostrecovery.functions.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the alternatives of core's sealed types apart by a property, without an annotation in core. */
final class SealedTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String PROPERTY = "outcome";
    private static final String CORE = "io.github.outpostrecovery.core.";

    SealedTypes() {
        super("sealed-types");
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new Introspector());
    }

    /** The sealed interface that {@code type} is, or is an alternative of. */
    private static Optional<Class<?>> sealedInterface(Class<?> type) {
        if (!type.getName().startsWith(CORE) || WrappedValues.isWrapped(type)) {
            return Optional.empty();
        }
        if (type.isSealed()) {
            return Optional.of(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (parent.isSealed()) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    private static String nameOf(Class<?> alternative) {
        return alternative
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static final class Introspector extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Version version() {
            return Version.unknownVersion();
        }

        @Override
        public @Nullable TypeResolverBuilder<?> findTypeResolver(
                MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
            return sealedInterface(type.getRawType()).isPresent() ? resolver() : null;
        }

        @Override
        public @Nullable TypeResolverBuilder<?> findPropertyTypeResolver(
                MapperConfig<?> config, AnnotatedMember member, JavaType baseType) {
            return null;
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            Class<?> type = annotated.getRawType();
            if (!type.isSealed() || sealedInterface(type).isEmpty()) {
                return null;
            }
            List<NamedType> alternatives = new ArrayList<>();
            for (Class<?> alternative : type.getPermittedSubclasses()) {
                alternatives.add(new NamedType(alternative, nameOf(alternative)));
            }
            return alternatives;
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass type) {
            return sealedInterface(type.getRawType()).isPresent() ? nameOf(type.getRawType()) : null;
        }

        private static TypeResolverBuilder<?> resolver() {
            return new StdTypeResolverBuilder()
                    .init(JsonTypeInfo.Id.NAME, null)
                    .inclusion(JsonTypeInfo.As.PROPERTY)
                    .typeProperty(PROPERTY);
        }
    }
}
