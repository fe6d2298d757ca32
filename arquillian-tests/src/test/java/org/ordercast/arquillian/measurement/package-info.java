/**
 * Measurements that are taken by hand, for a build has no thresholds of time. From the project's root:
 *
 * <pre>
 * mvn -pl arquillian-tests -am verify -Pstart-times -DskipTests -DskipITs
 * mvn -pl arquillian-tests -am verify -Pdelivery-rates -DskipTests -DskipITs
 * </pre>
 */
@NullMarked
package org.ordercast.arquillian.measurement;

import org.jspecify.annotations.NullMarked;
