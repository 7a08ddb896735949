package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.configuration.LaunchTarget;

/**
 * Whether the user data has a place for an initiator's name, and room for the longest. A launch target does not tell the
 * protocols, so one marker of the two is enough here; a launch wants the very ones that it fills.
 */
final class UserDataCheck implements TargetCheck {
    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        return template.userData()
                .map(userData -> check(userData, template))
                .orElseGet(() -> new Preflight.NotReady(template + " has no user data that can be read"));
    }

    private static Preflight check(TemplateUserData userData, PinnedTemplate template) {
        if (!userData.carriesAnyMarker()) {
            return new Preflight.NotReady("the user data of " + template + " carries neither " + UserData.IQN_MARKER
                    + " nor " + UserData.NQN_MARKER + ": the machine would log in under a name that was used before");
        }
        int bytes = userData.mostBytes();
        return TargetCheck.readyUnless(
                bytes > TemplateUserData.MOST_BYTES,
                "the user data of " + template + " can take " + bytes
                        + " bytes with the names filled in, and EC2 takes " + TemplateUserData.MOST_BYTES);
    }
}
