package org.ordercast.arquillian.group;

/** One order on a network that loses nothing on purpose. */
class OneOrderIT extends OneOrder {}
