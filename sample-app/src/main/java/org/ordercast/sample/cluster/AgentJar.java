package org.ordercast.sample.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Packs {@link StopWithParent} into a jar of its own: no other class of this module may be seen by the servers. */
final class AgentJar {

    private static final String CLASS_FILE = StopWithParent.class.getName().replace('.', '/') + ".class";

    private AgentJar() {}

    static void write(Path target) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", StopWithParent.class.getName());
        try (InputStream classFile = AgentJar.class.getClassLoader().getResourceAsStream(CLASS_FILE);
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            if (classFile == null) {
                throw new IOException(CLASS_FILE + " is not on the class path");
            }
            jar.putNextEntry(new ZipEntry(CLASS_FILE));
            classFile.transferTo(jar);
            jar.closeEntry();
        }
    }
}
