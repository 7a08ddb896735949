package io.github.outpostrecovery.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.KeyDeserializers;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the names of core as the strings and numbers that they are, also as keys, and parses them on the way in. */
final class WrappedValues extends SimpleModule {
    private static final long serialVersionUID = 1L;

    WrappedValues() {
        super("wrapped-values");
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new Serializers.Base() {
            @Override
            public @Nullable JsonSerializer<?> findSerializer(
                    SerializationConfig config, JavaType type, BeanDescription description) {
                Class<?> raw = type.getRawClass();
                if (raw == Secret.class || raw == TaskToken.class) {
                    return new Withheld();
                }
                return isWrapped(raw) ? new AsValue(unwrapping(raw)) : null;
            }
        });
        context.addKeySerializers(new Serializers.Base() {
            @Override
            public @Nullable JsonSerializer<?> findSerializer(
                    SerializationConfig config, JavaType type, BeanDescription description) {
                return isWrapped(type.getRawClass()) ? new AsKey(unwrapping(type.getRawClass())) : null;
            }
        });
        context.addDeserializers(new Deserializers.Base() {
            @Override
            public @Nullable JsonDeserializer<?> findBeanDeserializer(
                    JavaType type, DeserializationConfig config, BeanDescription description) {
                return isWrapped(type.getRawClass()) ? new FromValue(parser(type.getRawClass())) : null;
            }
        });
        context.addKeyDeserializers((KeyDeserializers) (type, config, description) ->
                isWrapped(type.getRawClass()) ? new FromKey(parser(type.getRawClass())) : null);
    }

    /** Whether a type is written as the one value that it wraps. */
    static boolean isWrapped(Class<?> type) {
        return Initiator.class.isAssignableFrom(type)
                || type == IncidentId.class
                || (type.isRecord()
                        && type.getPackageName().equals("io.github.outpostrecovery.core.name")
                        && type.getRecordComponents().length == 1);
    }

    private static Function<Object, Object> unwrapping(Class<?> type) {
        if (Initiator.class.isAssignableFrom(type)) {
            return value -> ((Initiator) value).value();
        }
        if (type == IncidentId.class) {
            return Object::toString;
        }
        Method accessor = type.getRecordComponents()[0].getAccessor();
        return value -> {
            try {
                return Optional.ofNullable(accessor.invoke(value)).orElseThrow();
            } catch (IllegalAccessException | InvocationTargetException impossible) {
                throw new IllegalStateException("names have public accessors that do not fail", impossible);
            }
        };
    }

    private static Function<String, Object> parser(Class<?> type) {
        if (Initiator.class.isAssignableFrom(type)) {
            return text -> type.cast(Initiator.parse(text));
        }
        if (type == IncidentId.class) {
            return IncidentId::parse;
        }
        Class<?> component = type.getRecordComponents()[0].getType();
        Constructor<?> constructor = constructorOf(type, component);
        return text -> {
            try {
                return constructor.newInstance(component == int.class ? Integer.valueOf(text) : text);
            } catch (InvocationTargetException refused) {
                throw new IllegalArgumentException(messageOf(refused), refused);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("names have public constructors", impossible);
            }
        };
    }

    private static Constructor<?> constructorOf(Class<?> type, Class<?> component) {
        try {
            return type.getDeclaredConstructor(component);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("names have public constructors", impossible);
        }
    }

    private static String messageOf(InvocationTargetException refused) {
        Throwable cause = refused.getCause();
        return cause == null ? "refused" : String.valueOf(cause.getMessage());
    }

    private static final class AsValue extends JsonSerializer<Object> {
        private final Function<Object, Object> unwrap;

        AsValue(Function<Object, Object> unwrap) {
            this.unwrap = unwrap;
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            switch (unwrap.apply(value)) {
                case Integer number -> json.writeNumber(number);
                case Object text -> json.writeString(text.toString());
            }
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator json, SerializerProvider provider, TypeSerializer typeSerializer)
                throws IOException {
            serialize(value, json, provider);
        }
    }

    private static final class AsKey extends JsonSerializer<Object> {
        private final Function<Object, Object> unwrap;

        AsKey(Function<Object, Object> unwrap) {
            this.unwrap = unwrap;
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(unwrap.apply(value).toString());
        }
    }

    private static final class Withheld extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.reportMappingProblem(
                    "a secret was about to be written: %s", value.getClass().getSimpleName());
        }
    }

    private static final class FromValue extends JsonDeserializer<Object> {
        private final Function<String, Object> parser;

        FromValue(Function<String, Object> parser) {
            this.parser = parser;
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString();
            if (text == null) {
                return context.reportInputMismatch(this, "expected a string or a number");
            }
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException refused) {
                return context.reportInputMismatch(this, "%s", refused.getMessage());
            }
        }
    }

    private static final class FromKey extends KeyDeserializer {
        private final Function<String, Object> parser;

        FromKey(Function<String, Object> parser) {
            this.parser = parser;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parser.apply(key);
        }
    }
}
