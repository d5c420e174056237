package dev.penstock.contract.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a settings record. The record's constructor refuses nonsense with an
 * {@code IllegalArgumentException} whose message says what is allowed; if it begins with {@code
 * key: } it is reported at that key.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

  /** What it is, one sentence. */
  String value();

  /** What it is when left out, as written in YAML; none means it must be given. */
  String otherwise() default REQUIRED;

  /** An example, as written in YAML. */
  String example() default "";

  /** Whether a path names a file that must be there. */
  boolean file() default false;

  /** The {@link #otherwise} of a setting without which nothing works. */
  String REQUIRED = "\0required";

  /** The {@link #otherwise} of a setting that may be left out and is then null. */
  String NONE = "\0none";
}
