package io.github.outpostrecovery.lab.region.stack;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What CloudFormation has in the agenda. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StackEvent.ResourceDue.class, name = "resource-due"),
    @JsonSubTypes.Type(value = StackEvent.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = StackEvent.RolledBack.class, name = "rolled-back"),
    @JsonSubTypes.Type(value = StackEvent.Deleted.class, name = "deleted")
})
sealed interface StackEvent {
    record ResourceDue(String stack, String resource) implements StackEvent {}

    record Finished(String stack) implements StackEvent {}

    record RolledBack(String stack) implements StackEvent {}

    record Deleted(String stack) implements StackEvent {}
}
