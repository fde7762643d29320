package io.throughline.mapping;

import java.io.StringReader;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.ResourceRequest;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.xml.sax.InputSource;

/**
 * Saxon with everything shut that reaches outside: no documents, texts, collections, environment or result files, no
 * extension functions, no {@code xsl:evaluate}, no DOCTYPE. Stylesheets come from the mapping folder alone.
 */
public final class SaxonEngine {

    static final String SCHEME = "mapping";

    private static final String PARSER_FEATURE = "http://saxon.sf.net/feature/parserFeature?uri=";

    private final Processor processor;
    private final MappingFiles files;

    public SaxonEngine(MappingFiles files) {
        this.files = files;
        this.processor = new Processor(false);
        shut(processor.getUnderlyingConfiguration());
    }

    /** The hardened processor, for building trees and serializing. */
    Processor processor() {
        return processor;
    }

    /**
     * Compiles a stylesheet of the mapping folder with what it imports from there.
     *
     * @param path below the mapping folder
     * @throws IllegalStateException when it does not compile or reaches outside the folder
     */
    XsltExecutable compile(String path) {
        XsltCompiler compiler = processor.newXsltCompiler();
        StringBuilder errors = new StringBuilder();
        compiler.setErrorReporter(error -> {
            if (!error.isWarning() && errors.length() < 2000) {
                errors.append("; line ").append(error.getLocation().getLineNumber());
                errors.append(": ").append(error.getMessage());
            }
        });
        compiler.setResourceResolver(this::stylesheet);
        try {
            return compiler.compile(source(path).orElseThrow());
        } catch (SaxonApiException e) {
            throw new IllegalStateException(
                    "The stylesheet " + path + " does not compile: " + e.getMessage() + errors, e);
        }
    }

    private Source stylesheet(ResourceRequest request) throws XPathException {
        URI uri = URI.create(request.uri);
        String path = SCHEME.equals(uri.getScheme()) && uri.getPath() != null
                ? uri.getPath().substring(1)
                : "";
        boolean inside = path.endsWith(".xsl");
        return (inside ? source(path) : Optional.<Source>empty())
                .orElseThrow(() -> new XPathException(
                        "A stylesheet may only import .xsl files of the mapping folder, not " + request.uri));
    }

    private Optional<Source> source(String path) {
        return files.find(path).map(bytes -> {
            InputSource input = new InputSource(new StringReader(Bytes.utf8(bytes)));
            input.setSystemId(SCHEME + ":/" + path);
            SAXSource source = new SAXSource(SecureSax.reader(Limits.DEFAULT), input);
            source.setSystemId(input.getSystemId());
            return source;
        });
    }

    private static void shut(Configuration configuration) {
        configuration.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        configuration.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        configuration.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        configuration.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        configuration.setConfigurationProperty(
                PARSER_FEATURE + "http%3A//apache.org/xml/features/disallow-doctype-decl", true);
        configuration.setUnparsedTextURIResolver((uri, encoding, config) -> {
            throw new XPathException("A stylesheet may not read the text " + uri);
        });
        configuration.setCollectionFinder((context, uri) -> {
            throw new XPathException("A stylesheet may not read the collection " + uri);
        });
        configuration.setResourceResolver(request -> {
            throw new XPathException("A stylesheet may not read the resource " + request.uri);
        });
    }

    /** No environment variable exists. */
    private static final class NoEnvironment implements EnvironmentVariableResolver {

        @Override
        public java.util.Set<String> getAvailableEnvironmentVariables() {
            return Collections.emptySet();
        }

        @Override
        public String getEnvironmentVariable(String name) {
            return null;
        }
    }
}
