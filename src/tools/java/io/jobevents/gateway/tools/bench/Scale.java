package io.jobevents.gateway.tools.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale of a chart, which maps values to positions between the bottom (0) and the top (1).
 *
 * @param marks the values of grid lines, in ascending order
 */
record Scale(List<Double> marks, boolean isLogarithmic) {

    private static final int MOST_STEPS = 6;
    private static final double[] NICE = {1, 2, 5};

    Scale {
        marks = List.copyOf(marks);
    }

    /** A linear scale from 0. */
    static Scale linear(double most) {
        double step = 1;
        for (int i = 0; step * MOST_STEPS < most; i++) {
            step = NICE[i % NICE.length] * Math.pow(10, i / NICE.length);
        }
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i == 0 || marks.getLast() < most; i++) {
            marks.add(i * step);
        }
        return new Scale(marks, false);
    }

    /** A logarithmic scale from a round number below the least to one above the most. */
    static Scale logarithmic(double least, double most) {
        int decade = (int) Math.floor(Math.log10(least));
        List<Double> marks = new ArrayList<>();
        for (int i = 0; marks.size() < 2 || marks.getLast() < most; i++) {
            double mark = NICE[i % NICE.length] * Math.pow(10, decade + (double) (i / NICE.length));
            if (mark <= least) {
                marks.clear();
            }
            marks.add(mark);
        }
        return new Scale(marks, true);
    }

    double share(double value) {
        double bottom = marks.getFirst();
        double top = marks.getLast();
        return isLogarithmic ? Math.log(value / bottom) / Math.log(top / bottom) : (value - bottom) / (top - bottom);
    }
}
