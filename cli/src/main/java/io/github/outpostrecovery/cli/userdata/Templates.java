package io.github.outpostrecovery.cli.userdata;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The templates of user data. Values go in verbatim: no shell and no firmware undoes HTML's escapes, and what goes in has
 * been checked by {@link RequestCheck}. A name that a template uses and nobody gave is an error, not an empty string.
 */
final class Templates {
    private static final String FOLDER = "io/github/outpostrecovery/cli/userdata/";

    private final DefaultMustacheFactory factory = new VerbatimFactory();

    /** Fills a template; lines end with a line feed whatever the checkout has. */
    String fill(String name, Map<String, Object> values) {
        Mustache template = factory.compile(FOLDER + name + ".mustache");
        StringWriter text = new StringWriter();
        template.execute(text, values);
        return text.toString().replace("\r\n", "\n");
    }

    private static final class VerbatimFactory extends DefaultMustacheFactory {
        VerbatimFactory() {
            setObjectHandler(new CompleteObjectHandler());
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (java.io.IOException impossible) {
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
