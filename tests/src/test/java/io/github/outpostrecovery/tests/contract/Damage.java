package io.github.outpostrecovery.tests.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can become of an answer on its way, or in the array that gives it. */
public enum Damage {
    TRUNCATED {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(
                    whole,
                    whole.body()
                            .substring(
                                    0, chance.nextInt(Math.max(1, whole.body().length()))));
        }
    },
    EMPTY {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(whole, "");
        }
    },
    A_PAGE_FOR_PEOPLE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return new RestResponse(
                    whole.status(), Map.of("Content-Type", "text/html"), "<html><body>Please log in</body></html>");
        }
    },
    NULL {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(whole, "null");
        }
    },
    A_NUMBER {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(whole, "1e400");
        }
    },
    DEEP {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(whole, "[".repeat(100_000));
        }
    },
    DEEP_OBJECT {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return with(whole, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
        }
    },
    NOISE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            byte[] noise = new byte[200];
            chance.nextBytes(noise);
            return with(whole, new String(noise, UTF_8));
        }
    },
    FLIPPED_CHARACTER {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            if (whole.body().isEmpty()) {
                return with(whole, "\u0000");
            }
            char[] text = whole.body().toCharArray();
            text[chance.nextInt(text.length)] ^= (char) (1 << chance.nextInt(7));
            return with(whole, new String(text));
        }
    },
    /** A value becomes one of another type. */
    OTHER_TYPE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return changed(whole, chance, (parent, field, value, random) -> {
                JsonNode other = value.isObject() || value.isArray()
                        ? JsonNodeFactory.instance.textNode("none")
                        : value.isTextual()
                                ? JsonNodeFactory.instance.objectNode().put("name", value.asText())
                                : JsonNodeFactory.instance.arrayNode().add(value);
                put(parent, field, other);
            });
        }
    },
    NULL_VALUE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return changed(
                    whole,
                    chance,
                    (parent, field, value, random) -> put(parent, field, JsonNodeFactory.instance.nullNode()));
        }
    },
    ABSURD_VALUE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return changed(whole, chance, (parent, field, value, random) -> {
                List<JsonNode> absurd = List.of(
                        JsonNodeFactory.instance.numberNode(Long.MIN_VALUE),
                        JsonNodeFactory.instance.numberNode(-1),
                        JsonNodeFactory.instance.numberNode(1e308),
                        JsonNodeFactory.instance.textNode(""),
                        JsonNodeFactory.instance.textNode("\u0000\ud800"),
                        JsonNodeFactory.instance.textNode("x".repeat(70_000)),
                        JsonNodeFactory.instance.textNode("9999-99-99T99:99:99Z"),
                        JsonNodeFactory.instance.textNode("iqn.not a name"));
                put(parent, field, absurd.get(random.nextInt(absurd.size())));
            });
        }
    },
    MISSING_VALUE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return changed(whole, chance, (parent, field, value, random) -> {
                switch (parent) {
                    case ObjectNode object -> object.remove(field);
                    case ArrayNode array -> array.remove(Integer.parseInt(field));
                    default -> throw new IllegalStateException(parent.getNodeType() + " has no parts");
                }
            });
        }
    },
    TWICE {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return changed(whole, chance, (parent, field, value, random) -> {
                if (parent instanceof ArrayNode array) {
                    array.add(value.deepCopy());
                } else if (value instanceof ArrayNode array && !array.isEmpty()) {
                    array.add(array.get(0).deepCopy());
                }
            });
        }
    },
    ANOTHER_STATUS {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            List<Integer> statuses =
                    List.of(100, 201, 202, 204, 206, 299, 302, 304, 400, 401, 403, 404, 409, 418, 429, 500, 599);
            return new RestResponse(statuses.get(chance.nextInt(statuses.size())), whole.headers(), whole.body());
        }
    },
    WITHOUT_HEADERS {
        @Override
        RestResponse applied(RestResponse whole, SplitMix64 chance) {
            return new RestResponse(whole.status(), Map.of(), whole.body());
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract RestResponse applied(RestResponse whole, SplitMix64 chance);

    /** What becomes of a document that comes in another way. */
    public String applied(String whole, SplitMix64 chance) {
        return applied(new RestResponse(200, Map.of(), whole), chance).body();
    }

    /** Whether what comes of it can be a true and whole statement: an array may leave out what is empty, and say less. */
    boolean mayStillBeAnAnswer() {
        return switch (this) {
            case TRUNCATED, EMPTY, A_PAGE_FOR_PEOPLE, NULL, A_NUMBER, DEEP, DEEP_OBJECT, NOISE, OTHER_TYPE -> false;
            case FLIPPED_CHARACTER, NULL_VALUE, ABSURD_VALUE, MISSING_VALUE, TWICE, ANOTHER_STATUS, WITHOUT_HEADERS ->
                true;
        };
    }

    private static RestResponse with(RestResponse whole, String body) {
        return new RestResponse(whole.status(), whole.headers(), body);
    }

    private interface Change {
        void make(JsonNode parent, String field, JsonNode value, SplitMix64 chance);
    }

    private record Place(JsonNode parent, String field, JsonNode value) {}

    private static RestResponse changed(RestResponse whole, SplitMix64 chance, Change change) {
        JsonNode tree;
        try {
            tree = JSON.readTree(whole.body());
        } catch (JsonProcessingException noJson) {
            return with(whole, "{}");
        }
        List<Place> places = new ArrayList<>();
        collect(tree, places);
        if (places.isEmpty()) {
            return with(whole, "7");
        }
        Place place = places.get(chance.nextInt(places.size()));
        change.make(place.parent(), place.field(), place.value(), chance);
        return with(whole, tree.toString());
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                places.add(new Place(object, property.getKey(), property.getValue()));
                collect(property.getValue(), places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int number = 0; number < array.size(); number++) {
                places.add(new Place(array, Integer.toString(number), array.get(number)));
                collect(array.get(number), places);
            }
        }
    }

    private static void put(JsonNode parent, String field, JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(field, value);
            case ArrayNode array -> array.set(Integer.parseInt(field), value);
            default -> throw new IllegalStateException(parent.getNodeType() + " has no parts");
        }
    }
}
