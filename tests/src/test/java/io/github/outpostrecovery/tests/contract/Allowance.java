package io.github.outpostrecovery.tests.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything that a vendor's API file does not allow and that is right all the same. There is no other exception. */
enum Allowance {
    PURE_400(
            "purestorage",
            400,
            "_errorContextResponse",
            "The file declares successes only. What an error looks like it says in this schema, for partial successes."),
    PURE_401("purestorage", 401, "_errorContextResponse", "The session is over; as 400."),
    PURE_500("purestorage", 500, "_errorContextResponse", "The array failed; as 400."),
    PURE_404("purestorage", 404, "_errorContextResponse", "A path or version that is not there; as 400."),
    PURE_503("purestorage", 503, "_errorContextResponse", "The array is not ready; as 400."),
    PURE_LOGIN_WITHOUT_BODY(
            "purestorage",
            "^POST /api/2\\.52/login .* validation\\.request\\.contentType\\.notAllowed .*'\\[\\]'",
            "\"`api-token` is passed in a header, with the request body empty\" (the file, on this operation): what is"
                    + " empty has no type."),
    POWERSTORE_401("dell", 401, "error_response", "The file leaves authentication out."),
    POWERSTORE_503("dell", 503, "error_response", "The array is not ready; the file declares refusals only."),
    POWERSTORE_MEASUREMENTS(
            "dell",
            "^POST /api/rest/metrics/generate -> 200 \\| validation\\.response\\.body\\.schema\\.additionalProperties property"
                    + " '(?:appliance_id|volume_id|timestamp|repeat_count|(?:read|write|total)_(?:iops|bandwidth)"
                    + "|avg_(?:read_|write_)?latency|avg_io_size)'",
            "\"Response will be just an array of one of the child of this definition\" (the file, of this reply): the children"
                    + " are not in the file."),
    POWERSTORE_NULL(
            "dell",
            " validation\\.response\\.body\\.schema\\.(?:type|enum) .*\\bnull\\b",
            "Swagger 2 cannot say that a field may be null. The examples in the file show null where a field has no value.");

    /** A status that the file declares for no operation, or not for all, with the schema that its body must have. */
    record Status(int number, String schema) {}

    private static final int ANY = 0;

    private final String vendor;
    private final int status;
    private final String schema;
    private final Pattern finding;
    private final String reason;

    Allowance(String vendor, int status, String schema, String reason) {
        this.vendor = vendor;
        this.status = status;
        this.schema = schema;
        this.finding = Pattern.compile(" -> " + status + " \\| undeclared status");
        this.reason = reason;
    }

    Allowance(String vendor, String finding, String reason) {
        this.vendor = vendor;
        this.status = ANY;
        this.schema = "";
        this.finding = Pattern.compile(finding, Pattern.DOTALL);
        this.reason = reason;
    }

    static List<Allowance> of(String vendor) {
        return Arrays.stream(values()).filter(one -> one.vendor.equals(vendor)).toList();
    }

    Optional<Status> status() {
        return status == ANY ? Optional.empty() : Optional.of(new Status(status, schema));
    }

    /** Whether this is what it is for. */
    boolean covers(String line) {
        return finding.matcher(line).find();
    }

    String reason() {
        return reason;
    }
}
