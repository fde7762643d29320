package faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** A jar without its signature, because a JVM archives no classes of a signed one. */
final class UnsignedJar {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private UnsignedJar() {}

    static boolean isSigned(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream()
                    .anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
        }
    }

    /** Copies everything but the signature; of the manifest what holds for the whole jar. */
    static void copy(Path jar, Path copy) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false);
                OutputStream bytes = Files.newOutputStream(copy);
                JarOutputStream out = new JarOutputStream(bytes, unsigned(file.getManifest()))) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)
                        && !SIGNATURE.matcher(entry.getName()).matches()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = file.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
    }

    private static Manifest unsigned(Manifest signed) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(signed.getMainAttributes());
        manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }
}
