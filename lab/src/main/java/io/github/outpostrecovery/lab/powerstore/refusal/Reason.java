package io.github.outpostrecovery.lab.powerstore.refusal;

/**
 * Why a request is refused, with the HTTP status and the code that PowerStore gives for it.
 *
 * <p>The codes of {@link #VOLUME_NOT_FOUND}, {@link #VOLUME_ID_NOT_FOUND}, {@link #NOT_MAPPED},
 * {@link #INITIATOR_IN_THIS_HOST}, {@link #INITIATOR_NOT_IN_HOST}, {@link #GROUP_NAME_TAKEN} and {@link #BAD_HOST_IDS} were
 * seen in recorded answers of real arrays; those of queries and bodies were seen, but not what exactly they stand for. All
 * others are this simulator's own, since no list of codes is public.
 */
public enum Reason {
    NOT_LOGGED_IN(401, "0xE09040010001"),
    SESSION_EXPIRED(401, "0xE09040010002"),
    SESSION_EXPIRED_FORBIDDEN(403, "0xE09040010002"),
    NO_TOKEN(403, "0xE09040010003"),
    NOT_PERMITTED(403, "0xE09040010004"),
    PASSWORD_CHANGE_REQUIRED(403, "0xE09040010005"),
    NO_SUCH_PATH(404, "0xE04040020001"),
    NO_SUCH_METHOD(405, "0xE04040020002"),
    NOT_JSON(415, "0xE04040020003"),
    PAST_THE_END(416, "0xE04040020004"),
    BAD_QUERY(400, "0xE04040020009"),
    BAD_BODY(400, "0xE04040030001"),
    BAD_REFERENCE(400, "0xE04040010005"),
    NOT_FOUND(404, "0xE04040020005"),
    INTERNAL(500, "0xE04040020006"),
    TOO_MANY_SESSIONS(503, "0xE09040010006"),
    TOO_MANY_REQUESTS(429, "0xE09040010006"),
    VOLUME_NOT_FOUND(404, "0xE0A07001000C"),
    VOLUME_ID_NOT_FOUND(404, "0xE0A08001000E"),
    VOLUME_NAME_TAKEN(422, "0xE0A070010005"),
    VOLUME_ATTACHED(422, "0xE0A070010006"),
    VOLUME_IN_METRO(422, "0xE0A070010007"),
    NOT_ATTACHABLE(422, "0xE0A080010003"),
    ALREADY_MAPPED(422, "0xE0A080010004"),
    NUMBER_TAKEN(422, "0xE0A080010005"),
    NO_FREE_NUMBER(422, "0xE0A080010006"),
    NOT_MAPPED(422, "0xE0A08001000F"),
    HOST_NOT_FOUND(404, "0xE0A010010003"),
    HOST_NAME_TAKEN(400, "0xE0A010010002"),
    HOST_ATTACHED(422, "0xE0A010010001"),
    HOST_IN_GROUP(422, "0xE0A010010004"),
    INITIATOR_IN_THIS_HOST(400, "0xE0A01001000C"),
    INITIATOR_IN_OTHER_HOST(400, "0xE0A01001000D"),
    INITIATOR_NOT_IN_HOST(400, "0xE0A010010014"),
    LAST_INITIATOR(422, "0xE0A010010015"),
    MIXED_PROTOCOLS(400, "0xE0A010010016"),
    CHAP_MISSING(400, "0xE0A010010017"),
    BAD_HOST_IDS(400, "0xE0A030010001"),
    GROUP_NOT_FOUND(404, "0xE0A030010002"),
    GROUP_NAME_TAKEN(400, "0xE0A030010010"),
    HOST_HAS_VOLUMES(422, "0xE0A030010003"),
    LAST_HOST(422, "0xE0A030010004"),
    GROUP_ATTACHED(422, "0xE0A030010005"),
    MIXED_CONNECTIVITY(422, "0xE0A030010006"),
    NO_METRICS(422, "0xE0A0E0010001");

    private final int status;
    private final String code;

    Reason(int status, String code) {
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** A refusal for this reason. */
    public Refusal because(String message, String... arguments) {
        return new Refusal(this, message, arguments);
    }
}
