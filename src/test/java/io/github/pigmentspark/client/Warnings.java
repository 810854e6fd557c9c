package io.github.pigmentspark.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Collects what one class logs at one level, instead of printing it. */
public final class Warnings extends AbstractAppender implements AutoCloseable {
  private final Logger logger;
  private final Level level;
  private final Level before;
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

  private Warnings(Logger logger, Level level) {
    super("warnings", null, null, true, Property.EMPTY_ARRAY);
    this.logger = logger;
    this.level = level;
    this.before = logger.getLevel();
  }

  /** Collects messages about retries, until it is closed. */
  public static Warnings ofRetries() {
    return of("io.github.pigmentspark.http.RetryLoop");
  }

  /** Collects the warnings of the class with this name, until it is closed. */
  public static Warnings of(String className) {
    return of(className, Level.WARN);
  }

  /** Collects messages about the progress of reads, until it is closed. */
  public static Warnings ofProgress() {
    return of("io.github.pigmentspark.read.PigmentPartitionReader", Level.INFO);
  }

  private static Warnings of(String className, Level level) {
    Warnings warnings = new Warnings((Logger) LogManager.getLogger(className), level);
    warnings.start();
    warnings.logger.addAppender(warnings);
    warnings.logger.setAdditive(false);
    warnings.logger.setLevel(level);
    return warnings;
  }

  @Override
  public void append(LogEvent event) {
    if (event.getLevel() == level) {
      messages.add(event.getMessage().getFormattedMessage());
    }
  }

  /** Returns the messages without removing them. */
  List<String> peek() {
    return List.copyOf(messages);
  }

  /** Returns and removes the messages. */
  public List<String> take() {
    synchronized (messages) {
      List<String> taken = List.copyOf(messages);
      messages.clear();
      return taken;
    }
  }

  @Override
  public void close() {
    logger.removeAppender(this);
    logger.setAdditive(true);
    logger.setLevel(before);
    stop();
  }
}
