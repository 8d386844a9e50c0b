package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the sender found out about a media file, at {@code Operation.MediaInfo}. Numbers are as measured by the sender,
 * who disagrees with itself on units; none is converted.
 */
record Media(Optional<Element> format, List<Element> video, List<Element> audio, List<Element> subtitles) {

    /**
     * The container or one stream.
     *
     * @param fields by member name: a text, or a number where the field is one
     * @param details what is not a known field, or does not fit it
     */
    record Element(SortedMap<String, Field> fields, List<Node> details) {}

    /** @param number whether the text is a JSON number */
    record Field(String text, boolean number) {}

    /** The fields of one kind of element: the sender's name to ours. */
    private record Fields(Map<String, String> members) {

        static Fields of(String names) {
            return new Fields(Arrays.stream(names.split("\\s+"))
                    .collect(Collectors.toUnmodifiableMap(Function.identity(), Fields::member)));
        }

        /** Lower camel case: {@code NumStream} is {@code numStream}. */
        private static String member(String name) {
            return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }
    }

    private static final Set<String> NUMBERS = Set.of(
            "NumStream",
            "NumProgram",
            "Size",
            "Index",
            "Width",
            "Height",
            "HasBFrame",
            "RefFrames",
            "Level",
            "NumFrames",
            "SampleRate",
            "Channel",
            "StartTime",
            "Duration",
            "Bitrate",
            "Rotation");

    private static final Fields FORMAT =
            Fields.of("NumStream NumProgram FormatName FormatLongName StartTime Duration Bitrate Size");
    private static final Fields VIDEO = Fields.of("Index CodecName CodecLongName CodecTimeBase CodecTagString CodecTag"
            + " ColorPrimaries ColorRange ColorTransfer Profile Width Height HasBFrame RefFrames Sar Dar PixFormat"
            + " FieldOrder Level Fps AvgFps Timebase StartTime Duration Bitrate NumFrames Language Rotation");
    private static final Fields AUDIO = Fields.of("Index CodecName CodecLongName CodecTimeBase CodecTagString CodecTag"
            + " SampleFmt SampleRate Channel ChannelLayout Timebase StartTime Duration Bitrate Language");
    private static final Fields SUBTITLE = Fields.of("Index Language");

    /** Takes what it knows of {@code MediaInfo}. */
    static Optional<Media> read(NodeReader mediaInfo) {
        Optional<Element> format = mediaInfo.take("Format", node -> element(node, FORMAT));
        Optional<NodeReader> stream = mediaInfo.open("Stream");
        Media media = new Media(
                format,
                streams(stream, "Video", VIDEO),
                streams(stream, "Audio", AUDIO),
                streams(stream, "Subtitle", SUBTITLE));
        return media.isEmpty() ? Optional.empty() : Optional.of(media);
    }

    private boolean isEmpty() {
        return format.isEmpty() && video.isEmpty() && audio.isEmpty() && subtitles.isEmpty();
    }

    private static List<Element> streams(Optional<NodeReader> stream, String name, Fields fields) {
        return stream.map(reader -> reader.takeAll(name, node -> element(node, fields)))
                .orElse(List.of());
    }

    private static Optional<Element> element(Node node, Fields known) {
        if (node.isLeaf()) {
            return Optional.empty();
        }
        SortedMap<String, Field> fields = new TreeMap<>();
        Set<String> unreadable = new HashSet<>();
        List<Node> details = new ArrayList<>();
        for (Node child : node.children()) {
            String member = known.members.get(child.name());
            if (member == null || fields.containsKey(member) || unreadable.contains(member)) {
                details.add(child);
                continue;
            }
            Optional<Field> field = field(child);
            if (field.isPresent()) {
                fields.put(member, field.get());
            } else {
                unreadable.add(member);
                details.add(child);
            }
        }
        return Optional.of(new Element(fields, details));
    }

    private static Optional<Field> field(Node node) {
        if (!node.isLeaf()) {
            return Optional.empty();
        }
        return NUMBERS.contains(node.name())
                ? SenderNumber.read(node.text()).map(number -> new Field(number.text(), true))
                : Optional.of(new Field(node.text(), false));
    }
}
