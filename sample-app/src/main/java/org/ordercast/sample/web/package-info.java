/**
 * What the page and the peers ask of this server, over HTTP. Whatever changes something takes a JSON body: a browser
 * sends none of those across origins unasked, so that no other page can trade here.
 */
@NullMarked
package org.ordercast.sample.web;

import org.jspecify.annotations.NullMarked;
