package io.github.outpostrecovery.lab.simulation;

import java.time.Duration;

/** Something that a run has drawn besides its faults. Data, so that it can be dropped, printed and drawn again. */
public sealed interface Disturbance {
    /** For a person, in one line. */
    String told();

    /** Who goes on with the incident of an execution that somebody has stopped. */
    enum Heir {
        /** Whoever comes by: the reconciler, or nobody. */
        NOBODY,
        /** A person starts another execution. */
        ANOTHER_EXECUTION
    }

    /**
     * An interruption at a boundary of a state.
     *
     * @param visit which call of the state it strikes, counted from 1 over the whole run; for a state that waits, which wait
     * @param moment when, within the call, it strikes
     * @param length how long a sleep takes, or how long after it a redrive follows
     * @param times how many calls in a row it strikes
     */
    record AtState(
            String state, int visit, Interruption interruption, Moment moment, Duration length, int times, Heir heir)
            implements Disturbance {
        Boundary boundary() {
            return new Boundary(state, interruption);
        }

        /** The same, at the first call. */
        AtState first() {
            return new AtState(state, 1, interruption, moment, length, times, heir);
        }

        boolean strikes(int call) {
            return visit <= call && call < visit + times;
        }

        @Override
        public String told() {
            return interruption.slug() + " at \"" + state + "\" (call " + visit
                    + (times > 1 ? " and " + (times - 1) + " more" : "")
                    + ", " + moment.told() + ", " + length + ", then "
                    + (heir == Heir.NOBODY ? "nobody" : "another execution") + ")";
        }
    }

    /** A second execution of the recovery state machine. */
    record SecondExecution(Cause cause, Duration after) implements Disturbance {
        /** Who starts it. */
        enum Cause {
            /** A person, naming the instance. */
            INSTANCE,
            /** A person, naming the incident. */
            INCIDENT,
            /** The reconciler, naming the incident. */
            RECONCILER
        }

        @Override
        public String told() {
            return "a second execution (" + cause + ") " + after + " after the failure";
        }
    }

    /** The machine that the recovery has launched fails as well, so long after the first failure. */
    record SecondFailure(Duration after) implements Disturbance {
        @Override
        public String told() {
            return "the next machine fails too, " + after + " after the first one";
        }
    }

    /** A change that is asked of an array lands late, and perhaps more than once; nobody gets an answer. */
    record LateRequest(int array, int change, Duration delay, int times) implements Disturbance {
        @Override
        public String told() {
            return "change " + change + " of array " + (array + 1) + " lands " + delay + " late, " + times + " times";
        }
    }

    /** A request to a service of AWS lands late; nobody gets an answer. */
    record LateCall(Service service, int call, Duration delay, int times) implements Disturbance {
        /** The service. */
        enum Service {
            EC2("RunInstances"),
            TABLE("TransactWriteItems");

            private final String operation;

            Service(String operation) {
                this.operation = operation;
            }

            String operation() {
                return operation;
            }
        }

        @Override
        public String told() {
            return service.operation() + " number " + call + " lands " + delay + " late, " + times + " times";
        }
    }

    /** EC2 does not do what it is asked. */
    record NotDone(String operation, Why why, int times) implements Disturbance {
        /** What it says instead. */
        enum Why {
            THROTTLED("throttles"),
            LOST("never gets"),
            UNSUPPORTED("does not offer");

            private final String meaning;

            Why(String meaning) {
                this.meaning = meaning;
            }
        }

        @Override
        public String told() {
            return "EC2 " + why.meaning + " the first " + times + " calls of " + operation;
        }
    }

    /** Somebody throws the kill switch as soon as an execution has left a state, and releases it half an hour later. */
    record KillSwitchThrown(String after) implements Disturbance {
        @Override
        public String told() {
            return "the kill switch is thrown after \"" + after + "\"";
        }
    }

    /** Messages of alarms come late and out of order. */
    record Messages(Duration late, Duration longestHop) implements Disturbance {
        @Override
        public String told() {
            return "messages come " + late + " late, hops take up to " + longestHop;
        }
    }

    /** The engine's clock is off, and jumps. */
    record Clock(Duration offset, Duration jumpAfter, Duration afterwards) implements Disturbance {
        @Override
        public String told() {
            return "the engine's clock is " + offset + " off, and " + jumpAfter + " after the failure " + afterwards;
        }
    }

    /** A readiness run begins. */
    record Rehearsal(Duration after) implements Disturbance {
        @Override
        public String told() {
            return "a readiness run begins " + after + " after the failure";
        }
    }
}
