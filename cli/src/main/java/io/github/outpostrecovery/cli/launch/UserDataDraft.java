package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.RenderedUserData;
import io.github.outpostrecovery.cli.userdata.UserDataRenderer;
import io.github.outpostrecovery.cli.userdata.UserDataRequest;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.OptionalInt;

/** The user data of a plan; also before all of it is known, so that what cannot be rendered is refused before any change. */
final class UserDataDraft {
    private static final int SOME_LUN = 255;

    private UserDataDraft() {}

    static String text(UserDataRenderer renderer, UserDataRequest request) {
        return rendered(renderer, request).text();
    }

    static RenderedUserData.Text rendered(UserDataRenderer renderer, UserDataRequest request) {
        return switch (renderer.render(request)) {
            case RenderedUserData.Text text -> text;
            case RenderedUserData.Impossible(List<String> reasons) ->
                throw new WizardException(
                        WizardFailure.USER_DATA_IMPOSSIBLE,
                        "user data cannot be made of this: " + String.join("; ", reasons),
                        "change what it names");
        };
    }

    /**
     * Renders with names of the usual length where the array tells its own only later.
     *
     * @return what was left out or ignored
     */
    static List<String> tried(UserDataRenderer renderer, LaunchPlan plan) {
        LaunchPlan known =
                plan.with(plan.boot().map(UserDataDraft::complete), plan.data().map(UserDataDraft::complete));
        OptionalInt lun = plan.lun().isPresent() || plan.purpose().protocol() != Protocol.ISCSI
                ? plan.lun()
                : OptionalInt.of(SOME_LUN);
        return rendered(renderer, known.userData(lun)).notices();
    }

    private static PlannedAttachment complete(PlannedAttachment attachment) {
        String usual = switch (attachment.protocol()) {
            case ISCSI -> "iqn.1992-08.com.example:" + "x".repeat(60);
            case NVME_TCP -> "nqn.1992-08.com.example:" + "x".repeat(60);
        };
        return attachment.with(attachment.paths().stream()
                .map(path -> path.target().isEmpty() ? path.at(usual) : path)
                .toList());
    }
}
