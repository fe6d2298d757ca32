package org.ordercast.engine.log;

/** What a reader of the log comes to: a record, or the news that something is not there to be read. */
public sealed interface LogItem permits LogRecord, Deleted, Damage {}
