package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An SVG chart of a quantity over the number of connections: a line per target through the medians, with bars from the
 * least to the most. Its colours follow the reader's colour scheme.
 *
 * @param file the name of its file
 * @param logarithmic whether the vertical scale is logarithmic
 */
record Chart(String file, String title, Quantity quantity, boolean logarithmic) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 100;
    private static final int TOP = 50;
    private static final int BOTTOM = 50;
    private static final int LEAST_LABEL_DISTANCE = 16;

    private static final String STYLE = """
            <style>
            svg { font: 13px sans-serif } .title { font-size: 15px; font-weight: bold }
            .series { fill: none; stroke-width: 2.5px }
            .ground { fill: #ffffff } text { fill: #24292f } .grid { stroke: #d0d7de }
            .FLOOR { stroke: #6e7781 } .GATEWAY { stroke: #0969da } .CAMEL { stroke: #bc4c00 }
            @media (prefers-color-scheme: dark) {
              .ground { fill: #0d1117 } text { fill: #e6edf3 } .grid { stroke: #30363d }
              .FLOOR { stroke: #8b949e } .GATEWAY { stroke: #58a6ff } .CAMEL { stroke: #f0883e }
            }
            </style>
            """;

    /** The image in Markdown. */
    String image() {
        return "![%s](%s)%n%n".formatted(title, file);
    }

    private record Point(int place, Spread spread) {}

    String svg(Measurements figures) {
        Scale scale = scale(figures);
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                """.formatted(WIDTH, HEIGHT, title));
        svg.append(STYLE);
        svg.append("<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n".formatted(WIDTH, HEIGHT));
        svg.append("<text class=\"title\" x=\"%d\" y=\"28\">%s</text>%n".formatted(LEFT, title));
        grid(svg, scale);
        List<Double> labels = new ArrayList<>();
        for (Target target : Target.COMPARED) {
            series(svg, scale, target, points(figures, target), labels);
        }
        return svg.append("</svg>\n").toString();
    }

    private List<Point> points(Measurements figures, Target target) {
        List<Point> points = new ArrayList<>();
        for (int place = 0; place < Setting.KEPT.size(); place++) {
            Optional<Spread> spread = figures.spread(quantity, target, Setting.KEPT.get(place));
            if (spread.isPresent()) {
                points.add(new Point(place, spread.get()));
            }
        }
        return points;
    }

    private Scale scale(Measurements figures) {
        List<Spread> all = new ArrayList<>();
        for (Target target : Target.COMPARED) {
            points(figures, target).forEach(point -> all.add(point.spread()));
        }
        double least = all.stream().mapToDouble(Spread::least).min().orElse(1);
        double most = all.stream().mapToDouble(Spread::most).max().orElse(10);
        return logarithmic ? Scale.logarithmic(least, most) : Scale.linear(most);
    }

    private static void grid(StringBuilder svg, Scale scale) {
        for (double mark : scale.marks()) {
            double y = y(scale, mark);
            svg.append(line("grid", LEFT, y, WIDTH - RIGHT, y));
            svg.append(text(
                    LEFT - 8, y + 4, "end", String.format(Locale.ROOT, mark > 0 && mark < 1 ? "%.1f" : "%,.0f", mark)));
        }
        for (int place = 0; place < Setting.KEPT.size(); place++) {
            String connections = Integer.toString(Setting.KEPT.get(place).connections());
            svg.append(text(x(place), HEIGHT - BOTTOM + 20, "middle", connections));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "connections"));
    }

    private static void series(StringBuilder svg, Scale scale, Target target, List<Point> points, List<Double> labels) {
        if (points.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            double x = x(point.place());
            path.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x, y(scale, point.spread().median())));
            svg.append(line(
                    target.name(),
                    x,
                    y(scale, point.spread().least()),
                    x,
                    y(scale, point.spread().most())));
        }
        svg.append("<polyline class=\"series %s\" points=\"%s\"/>%n"
                .formatted(target.name(), path.toString().strip()));
        double label = freeBeside(labels, y(scale, points.getLast().spread().median()));
        labels.add(label);
        svg.append(text(x(points.getLast().place()) + 10, label + 4, "start", target.words()));
    }

    /** The nearest free position above the other labels. */
    private static double freeBeside(List<Double> labels, double wanted) {
        double y = wanted;
        for (boolean moved = true; moved; ) {
            moved = false;
            for (double other : labels) {
                if (Math.abs(other - y) < LEAST_LABEL_DISTANCE) {
                    y = other - LEAST_LABEL_DISTANCE;
                    moved = true;
                }
            }
        }
        return y;
    }

    private static double x(int place) {
        int last = Setting.KEPT.size() - 1;
        return LEFT + 20 + (WIDTH - LEFT - RIGHT - 40) * (double) place / last;
    }

    private static double y(Scale scale, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * scale.share(value);
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }
}
