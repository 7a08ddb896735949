package io.github.outpostrecovery.functions.aws.compute;

/** What to do where a service says that the engine may not. */
final class Permission {
    private Permission() {}

    /** Nothing, if this is no code of that kind. */
    static String adviceOn(String code, String stack) {
        return switch (code) {
            case "UnauthorizedOperation" ->
                " (the launch template must carry the tag " + MachineTags.STACK + "=" + stack
                        + ", and the policy of the protection stack must let this function pass the instance profile's"
                        + " role: protect the instance again; sts decode-authorization-message tells which rule denies)";
            case "AccessDenied", "AccessDeniedException" ->
                " (the role of this function may not: compare it with the engine's template)";
            default -> "";
        };
    }
}
