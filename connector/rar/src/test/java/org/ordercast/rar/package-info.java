/** What must hold of the packaged RAR. */
package org.ordercast.rar;
