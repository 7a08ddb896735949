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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
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
                return isWrapped(raw) ? new AsValue() : null;
            }
        });
        context.addKeySerializers(new Serializers.Base() {
            @Override
            public @Nullable JsonSerializer<?> findSerializer(
                    SerializationConfig config, JavaType type, BeanDescription description) {
                return isWrapped(type.getRawClass()) ? new AsKey() : null;
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

    private static Object unwrap(Object value) {
        if (value instanceof Initiator initiator) {
            return initiator.value();
        }
        if (value instanceof IncidentId) {
            return value.toString();
        }
        try {
            return Optional.ofNullable(value.getClass()
                            .getRecordComponents()[0]
                            .getAccessor()
                            .invoke(value))
                    .orElseThrow();
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("names have public accessors that do not fail", impossible);
        }
    }

    private static Function<String, Object> parser(Class<?> type) {
        if (Initiator.class.isAssignableFrom(type)) {
            return text -> type.cast(Initiator.parse(text));
        }
        if (type == IncidentId.class) {
            return IncidentId::parse;
        }
        RecordComponent component = type.getRecordComponents()[0];
        return text -> {
            try {
                Object value = component.getType() == int.class ? Integer.valueOf(text) : text;
                return type.getDeclaredConstructor(component.getType()).newInstance(value);
            } catch (InvocationTargetException refused) {
                throw new IllegalArgumentException(messageOf(refused), refused);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("names have public constructors", impossible);
            }
        };
    }

    private static String messageOf(InvocationTargetException refused) {
        Throwable cause = refused.getCause();
        return cause == null ? "refused" : String.valueOf(cause.getMessage());
    }

    private static final class AsValue extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            switch (unwrap(value)) {
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
        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(unwrap(value).toString());
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
