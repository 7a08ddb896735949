package io.github.outpostrecovery.tests.wire;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers with its event, and throws if the event says so: with it the way through the runtime is tested by itself. */
public final class EchoFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        byte[] event = in.readAllBytes();
        if (new String(event, java.nio.charset.StandardCharsets.UTF_8).contains("unavailable")) {
            throw new ServiceUnavailableException("as the event wants it");
        }
        out.write(event);
    }
}
