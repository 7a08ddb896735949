package io.github.outpostrecovery.lab.powerstore;

import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.Expiry;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LastInitiator;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LeavingHost;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.MetricsRows;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.OverLimit;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.Passwords;
import io.github.outpostrecovery.lab.powerstore.query.Absent;
import java.time.Duration;

/** Settings in the making. */
public final class SettingsChanges {
    private PowerStoreSettings made;

    SettingsChanges(PowerStoreSettings begun) {
        made = begun;
    }

    public SettingsChanges idleTimeout(Duration duration, Expiry expiry) {
        made = new PowerStoreSettings(
                duration,
                expiry,
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges sessionLimit(int sessions, OverLimit overLimit) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                sessions,
                overLimit,
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges passwords(Passwords passwords) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                passwords,
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges answers(int defaultRows, Absent absent) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                defaultRows,
                absent,
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges metrics(Duration sampling, Duration lag, MetricsRows rows) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                sampling,
                lag,
                rows,
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges clockSkew(Duration skew) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                skew,
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges keepAlive(Duration iscsi, Duration nvme) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                iscsi,
                nvme,
                made.applyDelay(),
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges applyDelay(Duration delay) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                delay,
                made.jobDuration(),
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges jobDuration(Duration duration) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                duration,
                made.leavingHost(),
                made.lastInitiator());
        return this;
    }

    public SettingsChanges membership(LeavingHost leavingHost, LastInitiator lastInitiator) {
        made = new PowerStoreSettings(
                made.idleTimeout(),
                made.expiry(),
                made.sessionLimit(),
                made.overLimit(),
                made.passwords(),
                made.defaultRows(),
                made.absent(),
                made.sampling(),
                made.metricsLag(),
                made.metricsRows(),
                made.clockSkew(),
                made.iscsiKeepAlive(),
                made.nvmeKeepAlive(),
                made.applyDelay(),
                made.jobDuration(),
                leavingHost,
                lastInitiator);
        return this;
    }

    public PowerStoreSettings done() {
        return made;
    }
}
