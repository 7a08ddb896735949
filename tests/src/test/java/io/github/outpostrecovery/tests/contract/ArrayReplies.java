package io.github.outpostrecovery.tests.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.tests.contract.DamagedAnswers.Extent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an array says, byte by byte, to each client and each thing that it is asked: the first {@value #HEADER} bytes choose
 * whom, what, which answer and which status, the rest is the answer. A client throws nothing, and takes for proof nothing
 * that is no answer.
 */
public final class ArrayReplies {
    private static final int HEADER = 4;
    private static final int ANSWERS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Cell> CELLS = Cell.simplest();
    private static final List<Question> QUESTIONS = List.of(Question.values());

    /** 0: the status of the answer in whose place it comes. */
    private static final List<Integer> STATUSES =
            List.of(0, 0, 200, 201, 202, 204, 206, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503);

    private ArrayReplies() {}

    private enum Question {
        ACCESS,
        SESSIONS,
        ACTIVITY,
        PATH_ACTIVITY,
        PORTALS,
        ROUTE,
        REVOKE,
        FENCE,
        GRANT
    }

    private record Input(Cell cell, Question question, int first, Extent extent, int status, String body) {
        static Input of(byte[] data) {
            return new Input(
                    CELLS.get((data[0] & 0xff) % CELLS.size()),
                    QUESTIONS.get((data[1] & 0xff) % QUESTIONS.size()),
                    (data[2] & 0x7f) % ANSWERS,
                    data[2] < 0 ? Extent.ALL_FROM_THEN_ON : Extent.ONE,
                    STATUSES.get((data[3] & 0xff) % STATUSES.size()),
                    new String(data, HEADER, data.length - HEADER, UTF_8));
        }

        RestService before(RestService way) {
            return new ReplacedAnswer(way, extent, first, status, body);
        }

        /** Arrays answer in objects and lists. */
        boolean isAnAnswer() {
            try {
                return JSON.readTree(body).isContainerNode();
            } catch (JsonProcessingException noJson) {
                return false;
            }
        }
    }

    /** Asks one array one thing. Whatever is thrown is a finding. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < HEADER) {
            return;
        }
        Input input = Input.of(data);
        ArrayUnderTest array = ArrayUnderTest.of(input.cell());
        switch (input.question()) {
            case FENCE -> fence(array, input);
            case GRANT -> grant(array, input);
            case ACCESS, SESSIONS, ACTIVITY, PATH_ACTIVITY, PORTALS, ROUTE, REVOKE -> {
                array.putInFront(input::before);
                try (StorageArray client = array.open()) {
                    ask(input.question(), array, client);
                }
            }
        }
    }

    private static void ask(Question question, ArrayUnderTest array, StorageArray client) {
        switch (question) {
            case ACCESS -> client.access(array.volumes());
            case SESSIONS -> client.sessions(Set.of(array.name(1), array.name(2)));
            case ACTIVITY -> client.activity(array.volumes());
            case PATH_ACTIVITY -> client.pathActivity(Set.of(array.name(1)));
            case PORTALS -> client.portals(array.volumes());
            case ROUTE -> client.route(array.name(1), array.volumes());
            case REVOKE, FENCE, GRANT -> client.revoke(new RevokeOrder(Set.of(array.name(1)), array.volumes()));
        }
    }

    /** The array takes no change: nothing but a lie that is well formed can prove that the victim is gone. */
    private static void fence(ArrayUnderTest array, Input input) {
        array.victim.die();
        array.way.arm(new FaultRule(
                "none",
                array.simulated.requests().revoke(),
                Occurrences.always(),
                new RestFault.ErrorBefore(503, "", "no")));
        array.putInFront(input::before);
        FenceTask task = new FenceTask(
                ArrayUnderTest.WEB, new Generation(2), Map.of(array.name(1), new Generation(1)), array.volumes());
        try (StorageArray client = array.open()) {
            FenceResult result = new Fence(array.agenda).run(client, task, Optional.empty());
            if (!input.isAnAnswer() && !(result instanceof FenceResult.NotProven)) {
                throw new AssertionError(input + " is taken for a proof: " + result);
            }
        }
    }

    private static void grant(ArrayUnderTest array, Input input) {
        GrantRoute route = array.route();
        array.victim.die();
        array.fence(1, Duration.ofMinutes(5));
        array.putInFront(input::before);
        try (StorageArray client = array.open()) {
            GrantOutcome outcome = client.grant(array.order(route, 2));
            if (!input.isAnAnswer()
                    && outcome instanceof GrantOutcome.Clean
                    && array.reaching(array.name(2)).size() != array.volumes().size()) {
                throw new AssertionError(input + " is taken for a grant: " + outcome);
            }
        }
    }

    /** What the arrays say when all is well, each answer to each question. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int cell = 0; cell < CELLS.size(); cell++) {
            for (Question question : Question.values()) {
                List<String> answers = answers(CELLS.get(cell), question);
                for (int number = 0; number < Math.min(ANSWERS, answers.size()); number++) {
                    seeds.add(seed(cell, question, number, answers.get(number)));
                }
            }
        }
        return seeds;
    }

    private static byte[] seed(int cell, Question question, int number, String answer) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(cell);
        seed.write(QUESTIONS.indexOf(question));
        seed.write(number);
        seed.write(0);
        seed.writeBytes(answer.getBytes(UTF_8));
        return seed.toByteArray();
    }

    private static List<String> answers(Cell cell, Question question) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = array.route();
        List<String> answers = new ArrayList<>();
        array.putInFront(way -> new Overheard(way, answers));
        try (StorageArray client = array.open()) {
            if (question == Question.GRANT) {
                client.grant(array.order(route, 2));
            } else {
                ask(question, array, client);
            }
        }
        return answers;
    }

    private record Overheard(RestService service, List<String> answers) implements RestService {
        @Override
        public boolean changes(RestRequest request) {
            return service.changes(request);
        }

        @Override
        public RestResponse serve(RestRequest request) throws DroppedConnectionException {
            RestResponse answer = service.serve(request);
            answers.add(answer.body());
            return answer;
        }
    }
}
