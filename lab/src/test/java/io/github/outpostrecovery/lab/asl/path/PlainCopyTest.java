package io.github.outpostrecovery.lab.asl.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainCopyTest {
    private static final int TRIES = 5_000;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Random random = new Random(3);

    private JsonNode draw(int deeper) {
        return switch (random.nextInt(deeper == 0 ? 9 : 12)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode((long) random.nextInt(1_000));
            case 4 -> nodes.numberNode(random.nextLong());
            case 5 -> nodes.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40)));
            case 6 -> nodes.numberNode((short) random.nextInt(100));
            case 7 -> nodes.numberNode(BigInteger.valueOf(random.nextLong()).pow(random.nextInt(3)));
            case 8 -> nodes.textNode("a\"\\\u0001\u00e9\ud83d\ude00".repeat(random.nextInt(4)));
            case 9 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(draw(deeper - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set("member " + random.nextInt(9), draw(deeper - 1));
                }
                yield object;
            }
        };
    }

    @Test
    void bounded_whenAnyDocument_givesWhatItsTextReadsBackAs() {
        for (int i = 0; i < TRIES; i++) {
            JsonNode document = draw(4);
            assertThat(JsonText.bounded(document, "it")).isEqualTo(JsonText.parseOwn(document.toString()));
        }
    }

    @Test
    void bounded_whenTheOriginalChangesLater_staysAsItWas() {
        ObjectNode document = nodes.objectNode();
        ObjectNode inner = document.putObject("inner");
        inner.putArray("list").addObject().put("kept", 1);
        JsonNode copy = JsonText.bounded(document, "it");
        String before = copy.toString();
        inner.withArray("list").add(2);
        ((ObjectNode) inner.path("list").get(0)).put("kept", 3);
        document.put("more", true);
        assertThat(copy).hasToString(before);
    }

    @Test
    void bounded_whenJustWithinOrOverTheLimit_isJudgedByItsBytes() {
        String within = "x".repeat(JsonText.LIMIT_BYTES - 2);
        assertThat(JsonText.bounded(nodes.textNode(within), "it").textValue()).isEqualTo(within);
        assertThatThrownBy(() -> JsonText.bounded(nodes.textNode(within + "x"), "it"))
                .isInstanceOf(StateError.class);
    }
}
