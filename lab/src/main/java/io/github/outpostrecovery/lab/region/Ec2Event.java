package io.github.outpostrecovery.lab.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What EC2 has in the agenda. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Ec2Event.PendingEnds.class, name = "pending-ends"),
    @JsonSubTypes.Type(value = Ec2Event.PowerEnds.class, name = "power-ends"),
    @JsonSubTypes.Type(value = Ec2Event.LaunchLands.class, name = "launch-lands"),
    @JsonSubTypes.Type(value = Ec2Event.TerminationLands.class, name = "termination-lands"),
    @JsonSubTypes.Type(value = Ec2Event.StopForced.class, name = "stop-forced"),
    @JsonSubTypes.Type(value = Ec2Event.StopLands.class, name = "stop-lands"),
    @JsonSubTypes.Type(value = Ec2Event.StartLands.class, name = "start-lands"),
    @JsonSubTypes.Type(value = Ec2Event.StatusSampled.class, name = "status-sampled")
})
sealed interface Ec2Event {
    record PendingEnds(String instance) implements Ec2Event {}

    /** A stop or termination reaches the machine, if the link lets it. */
    record PowerEnds(String instance) implements Ec2Event {}

    record LaunchLands(LaunchRequest request) implements Ec2Event {}

    record TerminationLands(String instance) implements Ec2Event {}

    /** A guest has ignored the stop for too long: its power is taken. */
    record StopForced(String instance) implements Ec2Event {}

    record StopLands(String instance) implements Ec2Event {}

    record StartLands(String instance) implements Ec2Event {}

    record StatusSampled() implements Ec2Event {}
}
