package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;

/** What it means to the wizard that an array did not answer, or refused. */
final class ArrayTrouble {
    private ArrayTrouble() {}

    /** The value of an answer, or why the wizard ends. */
    static <T> T answered(ArrayLogin login, Answer<T> answer, String question) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> value;
            case Answer.Unanswered<T>(ArrayFailure failure) -> throw of(login, failure, question);
            case Answer.NotOffered<T>() ->
                throw new WizardException(
                        WizardFailure.ARRAY_REFUSED,
                        login + " cannot tell " + question,
                        "this kind of array is not supported for that");
        };
    }

    static WizardException of(ArrayLogin login, ArrayFailure failure, String question) {
        String message = login + ", asked " + question + ": " + failure;
        return switch (failure.kind()) {
            case REFUSED, NOT_FOUND ->
                new WizardException(
                        WizardFailure.ARRAY_REFUSED,
                        message,
                        "nothing was changed: choose otherwise, or change the array");
            case UNAUTHORISED ->
                new WizardException(
                        WizardFailure.ofVendor(login.vendor()),
                        message,
                        "check user and password, and that the user may change access to volumes");
            case UNREACHABLE ->
                new WizardException(
                        WizardFailure.ofVendor(login.vendor()),
                        message,
                        "check the management address, and that this computer reaches it; then run the command again");
            case INCOMPREHENSIBLE ->
                new WizardException(
                        WizardFailure.ofVendor(login.vendor()),
                        message,
                        "check that the address is of an array of the vendor " + login.vendor());
        };
    }
}
