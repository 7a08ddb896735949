package io.github.outpostrecovery.lab.simulation;

/** When, within a call, an interruption strikes. Whatever does not come strikes at the end of the call. */
public sealed interface Moment {
    /** For a person. */
    String told();

    /**
     * At a half of a request to AWS or to an array.
     *
     * @param number counted from 1 within the call: odd between a request and its effect, even between the effect and the answer
     */
    record HalfRequest(int number) implements Moment {
        @Override
        public String told() {
            return "half request " + number;
        }
    }

    /**
     * When the books were read, and what was decided from them is on its way to be written.
     *
     * @param number which write, counted from 1 within the call
     */
    record BeforeWriting(int number) implements Moment {
        @Override
        public String told() {
            return "before write " + number + " to the books takes effect";
        }
    }
}
