package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** A mailbox. */
public final class FakeNotices implements Notices {
    private final List<Notice> sent = new ArrayList<>();
    private int failures;

    public FakeNotices fail(int times) {
        failures = times;
        return this;
    }

    public List<Notice> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void send(Notice notice) {
        if (failures > 0) {
            failures--;
            throw new ServiceUnavailableException("the mail was not accepted");
        }
        sent.add(notice);
    }
}
