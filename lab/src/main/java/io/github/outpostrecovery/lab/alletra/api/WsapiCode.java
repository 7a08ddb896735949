package io.github.outpostrecovery.lab.alletra.api;

/**
 * The error codes of the API with their usual status.
 *
 * <p>The names are those of HPE's python-3parclient, as are the numbers, up to {@link #NON_EXISTENT_TASK}. Those from 9001 on
 * exist on real arrays, but no public text tells their numbers: nobody may rely on them.
 */
enum WsapiCode {
    INV_USER_PASS(5, 403),
    INV_SESS_KEY(6, 403),
    URI_RES_NOT_FOUND(11, 404),
    INV_INPUT(12, 400),
    PERM_DENIED(13, 403),
    NON_EXISTENT_CPG(15, 404),
    EXISTENT_HOST(16, 409),
    NON_EXISTENT_HOST(17, 404),
    NON_EXISTENT_VLUN(19, 404),
    EXISTENT_VOL(22, 409),
    NON_EXISTENT_VOL(23, 404),
    EXPORTED_VLUN(26, 409),
    TOO_LARGE(28, 400),
    ALREADY_EXPORTED(29, 409),
    INV_INPUT_WRONG_TYPE(39, 400),
    INV_INPUT_MISSING_REQUIRED(40, 400),
    INV_INPUT_EXCEEDS_RANGE(43, 400),
    INV_INPUT_PARAM_CONFLICT(44, 400),
    INV_INPUT_BAD_ENUM_VALUE(46, 400),
    INV_INPUT_PORT_SPECIFICATION(55, 400),
    INV_INPUT_EXCEEDS_LENGTH(57, 400),
    INV_INPUT_ILLEGAL_CHAR(69, 400),
    EXISTENT_PATH(73, 409),
    NON_EXISTENT_SET(77, 404),
    HOST_IN_SET(77, 409),
    INV_INPUT_ONE_REQUIRED(78, 400),
    NON_EXISTENT_PATH(80, 400),
    EXISTENT_SET(101, 409),
    NON_EXISTENT_TASK(145, 404),
    LUN_IN_USE(9001, 409),
    IN_USE(9002, 403),
    INV_INPUT_BAD_LENGTH(9003, 400),
    NO_INITIATOR_CHAP(9004, 404),
    NON_EXISTENT_CHAP(9005, 404),
    NON_UNIQUE_CHAP_SECRET(9006, 409),
    MEMBER_IN_SET(9007, 409),
    MEMBER_NOT_IN_SET(9008, 404),
    NON_EXISTENT_PORT(9009, 404),
    ONE_HOST_ONLY(9010, 409),
    TASK_NOT_ACTIVE(9011, 409);

    private final int number;
    private final int status;

    WsapiCode(int number, int status) {
        this.number = number;
        this.status = status;
    }

    int number() {
        return number;
    }

    WsapiError error(String description) {
        return new WsapiError(status, number, description);
    }

    WsapiError error(int otherStatus, String description) {
        return new WsapiError(otherStatus, number, description);
    }
}
