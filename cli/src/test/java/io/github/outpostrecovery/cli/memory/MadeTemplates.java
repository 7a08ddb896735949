package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.templates.TemplateMaker;
import io.github.outpostrecovery.cli.templates.TemplatePlan;
import io.github.outpostrecovery.cli.templates.TemplatePlanner;
import io.github.outpostrecovery.cli.templates.TemplateRequest;
import io.github.outpostrecovery.cli.templates.TemplateRequest.MissingUserData;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The templates that {@code templates create} leaves behind. */
public final class MadeTemplates {
    private MadeTemplates() {}

    /** For the machine of the site, to be recovered on these servers. */
    public static void on(MemorySite site, Integer... servers) {
        TemplateRequest request = new TemplateRequest(
                MemorySite.MACHINE,
                Optional.empty(),
                Optional.empty(),
                List.of(servers).stream().map(MemorySite::subnetOf).toList(),
                Optional.empty(),
                Set.of(),
                MissingUserData.REFUSED);
        switch (new TemplatePlanner(site.cloud).plan(request)) {
            case TemplatePlan.Ready ready -> new TemplateMaker(site.templates).make(ready, made -> {});
            case TemplatePlan.Refused refused -> throw new AssertionError(refused);
            case TemplatePlan.NotFound none -> throw new AssertionError(none);
        }
        site.calls.taken();
    }
}
