package io.github.outpostrecovery.cli.userdata;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The templates of user data. Values go in verbatim: no shell and no firmware undoes HTML's escapes, and what goes in has
 * been checked by {@link RequestCheck}. A name that a template uses and nobody gave is an error, not an empty string.
 */
final class Templates {
    private static final String FOLDER = "io/github/outpostrecovery/cli/userdata/";
    private static final Pattern REMARK = Pattern.compile("(?s)\\{\\{!.*?}}\n?");

    private final DefaultMustacheFactory factory = new VerbatimFactory();

    /** Fills a template; its lines end with a line feed, whatever the checkout has. */
    String fill(String name, Map<String, Object> values) {
        Mustache template = factory.compile(FOLDER + name + ".mustache");
        StringWriter text = new StringWriter();
        template.execute(text, values);
        return text.toString();
    }

    private static final class VerbatimFactory extends DefaultMustacheFactory {
        VerbatimFactory() {
            setObjectHandler(new CompleteObjectHandler());
        }

        /** Remarks go before anything is parsed, with their lines: a guest pays for each byte. */
        @Override
        public Reader getReader(String resourceName) {
            try (Reader reader = super.getReader(resourceName)) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return new StringReader(
                        REMARK.matcher(text.toString().replace("\r\n", "\n")).replaceAll(""));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the template " + resourceName + " cannot be read", unreadable);
            }
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException impossible) {
                throw new IllegalStateException("a string cannot be written to memory", impossible);
            }
        }
    }

    private static final class CompleteObjectHandler extends ReflectionObjectHandler {
        @Override
        public Wrapper find(String name, List<Object> scopes) {
            Wrapper found = super.find(name, scopes);
            if (found instanceof MissingWrapper) {
                throw new IllegalStateException("the template uses \"" + name + "\", and nobody gave it");
            }
            return found;
        }
    }
}
