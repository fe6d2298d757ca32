/** What the measurement of delivery rates deploys: beans that publish all they can, and beans that count and check what they receive. */
@NullMarked
package org.ordercast.arquillian.rates;

import org.jspecify.annotations.NullMarked;
