package io.github.outpostrecovery.tests.secrets;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** Everything that is logged while it is open, at every level, in the form that Lambda logs. */
final class CapturedLog implements AutoCloseable {
    private final StringWriter text = new StringWriter();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final WriterAppender appender;

    CapturedLog() {
        Configuration configuration = context.getConfiguration();
        JsonTemplateLayout layout = JsonTemplateLayout.newBuilder()
                .setConfiguration(configuration)
                .setCharset(StandardCharsets.UTF_8)
                .setEventTemplateUri("classpath:LambdaJsonLayout.json")
                .build();
        this.appender = WriterAppender.newBuilder()
                .setName("captured")
                .setLayout(layout)
                .setTarget(text)
                .build();
        appender.start();
        // Everything is captured, and what is shown stays as it is.
        root.getAppenders().values().forEach(shown -> {
            root.removeAppender(shown.getName());
            root.addAppender(shown, before, null);
        });
        root.addAppender(appender, Level.ALL, null);
        root.setLevel(Level.ALL);
        context.updateLoggers();
    }

    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        root.setLevel(before);
        context.updateLoggers();
        appender.stop();
    }
}
