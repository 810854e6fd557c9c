package io.github.pigmentspark.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The times of one contender's runs, in seconds. */
final class Samples {
  private final List<Double> wall = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();

  void add(double wallSeconds, double cpuSeconds) {
    wall.add(wallSeconds);
    cpu.add(cpuSeconds);
  }

  double wall() {
    return median(wall);
  }

  double cpu() {
    return median(cpu);
  }

  /** Returns the median, with minimum and maximum in brackets. */
  String shownWall() {
    return shown(wall);
  }

  String shownCpu() {
    return shown(cpu);
  }

  private static String shown(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        median(seconds),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  private static double median(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
