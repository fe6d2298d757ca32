/** What is specific to Payara Micro: how it is started, and how it is told to deploy something while it runs. */
@NullMarked
package org.ordercast.arquillian.payara;

import org.jspecify.annotations.NullMarked;
