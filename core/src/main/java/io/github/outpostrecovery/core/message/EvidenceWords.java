package io.github.outpostrecovery.core.message;

import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import java.util.List;
import java.util.Optional;

/** What was seen of a machine, and what it means, in words that need no manual. */
final class EvidenceWords {
    private static final int MOST_REMARKS = 12;

    private EvidenceWords() {}

    static void tell(Letter letter, Optional<Evidence> evidence) {
        letter.heading("EVIDENCE");
        if (evidence.isEmpty()) {
            letter.sentence("None is on record: no look at the machine was finished.");
            return;
        }
        Evidence seen = evidence.get();
        letter.fact("EC2", of(seen.ec2()))
                .fact("Server", of(seen.server()))
                .fact("Log-ins", of(seen.sessions()))
                .fact("Writes", of(seen.writes()))
                .fact("Arrays", of(seen.storageAnswered()));
        List<String> remarks = seen.remarks();
        remarks.stream().limit(MOST_REMARKS).forEach(remark -> letter.fact("Remark", remark));
        if (remarks.size() > MOST_REMARKS) {
            letter.fact("", "and " + (remarks.size() - MOST_REMARKS) + " more remarks: see the execution");
        }
    }

    static void tell(Letter letter, Verdict verdict) {
        letter.fact("Verdict", verdict + ": " + meaning(verdict));
    }

    private static String of(Ec2Plane ec2) {
        return switch (ec2) {
            case HEALTHY -> "both status checks pass";
            case GUEST_FAILED -> "the instance check fails, the system check passes: the guest";
            case MACHINE_FAILED -> "the system check fails: the machine, or the server under it";
            case MISSING -> "answers, and has no status to judge by";
            case STOPPED -> "it is stopped or terminated";
            case UNKNOWN -> "did not answer";
        };
    }

    private static String of(ServerLink link) {
        return switch (link) {
            case CONNECTED -> "the Region reaches it";
            case DISCONNECTED -> "the Region has lost it; machines run on without the link";
            case UNKNOWN -> "not known whether the Region reaches it";
        };
    }

    private static String of(SessionPlane sessions) {
        return switch (sessions) {
            case LOGGED_IN -> "an array lists the machine as logged in";
            case GONE -> "every array lists log-ins, none lists the machine";
            case DUPLICATE_IDENTITY -> "its name is logged in from two addresses";
            case NOT_OFFERED -> "an array cannot list log-ins; no other lists the machine";
            case UNKNOWN -> "not known: an array that lists log-ins did not say";
        };
    }

    private static String of(WritePlane writes) {
        return switch (writes) {
            case ADVANCING -> "ITS VOLUMES ARE BEING WRITTEN";
            case FLAT -> "nothing is written to its volumes";
            case NOT_OFFERED -> "an array cannot tell; nothing was seen on any other";
            case UNKNOWN -> "not known: no answer, or no newer sample";
        };
    }

    private static String of(Evidence.StorageAnswer answer) {
        return switch (answer) {
            case ANSWERED -> "every array that has to be fenced answers";
            case UNREACHABLE -> "one that would have to be fenced does not answer";
        };
    }

    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case HEALTHY -> "it is well";
            case STOPPED_ON_PURPOSE -> "somebody stopped or terminated it, which is no failure";
            case DEAD -> "a check fails or its server is gone, and no array shows a sign of it";
            case HUNG ->
                "a check fails, its log-in stands, nothing is written: the guest hangs, or the machine is"
                        + " gone and the array has not noticed yet";
            case ISOLATED_ALIVE -> "its checks fail, and it writes or may be writing: people may be using it now";
            case LINK_LOSS -> "the Region has lost the server; the machine behind it may well be alive";
            case STORAGE_LOSS -> "EC2 finds it well, the array has lost it: look at the storage network";
            case DUPLICATE_IDENTITY -> "two machines may be using its name";
            case BLIND -> "something that should be known is not: it may be alive and writing";
        };
    }

    /** What a person looks at before saying yes. */
    static String lookFirst(Verdict verdict) {
        return switch (verdict) {
            case DEAD, HUNG -> "Is the server really down, or the guest? If you know that the guest is alive: reject.";
            case ISOLATED_ALIVE ->
                "Somebody's work may be being written at this moment: the fence ends it as if the power had"
                        + " gone. Approve only if users cannot reach the machine.";
            case LINK_LOSS -> "Go and see, or call the site: the machine may be serving customers behind a lost link.";
            case STORAGE_LOSS ->
                "Look at other hosts on this array: if they have lost it too, a relaunch will not help.";
            case DUPLICATE_IDENTITY -> "Who is at the second address? Until that is known: reject.";
            case BLIND -> "What did not answer? The remarks say so. Ask somebody on site.";
            case HEALTHY, STOPPED_ON_PURPOSE -> "Nothing has failed: reject.";
        };
    }
}
