package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;

/**
 * How a device tells that somebody has taken it over at its panel; unknown counts as taken over.
 */
public record LocalMode(
    @Setting(value = "The point that tells it.", example = "localMode") String point,
    @Setting(value = "Its value when the panel has control.", otherwise = "true") String equals_) {}
