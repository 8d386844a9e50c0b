package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.number;
import static io.jobevents.gateway.event.Member.text;

/**
 * The member {@code media}: the container and each stream of a media file, with members ordered by name. Numbers are
 * not converted, since the sender is not consistent in its units.
 */
final class Media {

    static final Member[] FORMAT = {
        number("bitrate", "Bitrate"),
        details(),
        number("duration", "Duration"),
        text("formatLongName", "FormatLongName"),
        text("formatName", "FormatName"),
        number("numProgram", "NumProgram"),
        number("numStream", "NumStream"),
        number("size", "Size"),
        number("startTime", "StartTime")
    };

    static final Shape VIDEO = Shape.of(
            text("avgFps", "AvgFps"),
            number("bitrate", "Bitrate"),
            text("codecLongName", "CodecLongName"),
            text("codecName", "CodecName"),
            text("codecTag", "CodecTag"),
            text("codecTagString", "CodecTagString"),
            text("codecTimeBase", "CodecTimeBase"),
            text("colorPrimaries", "ColorPrimaries"),
            text("colorRange", "ColorRange"),
            text("colorTransfer", "ColorTransfer"),
            text("dar", "Dar"),
            details(),
            number("duration", "Duration"),
            text("fieldOrder", "FieldOrder"),
            text("fps", "Fps"),
            number("hasBFrame", "HasBFrame"),
            number("height", "Height"),
            number("index", "Index"),
            text("language", "Language"),
            number("level", "Level"),
            number("numFrames", "NumFrames"),
            text("pixFormat", "PixFormat"),
            text("profile", "Profile"),
            number("refFrames", "RefFrames"),
            number("rotation", "Rotation"),
            text("sar", "Sar"),
            number("startTime", "StartTime"),
            text("timebase", "Timebase"),
            number("width", "Width"));

    static final Shape AUDIO = Shape.of(
            number("bitrate", "Bitrate"),
            number("channel", "Channel"),
            text("channelLayout", "ChannelLayout"),
            text("codecLongName", "CodecLongName"),
            text("codecName", "CodecName"),
            text("codecTag", "CodecTag"),
            text("codecTagString", "CodecTagString"),
            text("codecTimeBase", "CodecTimeBase"),
            details(),
            number("duration", "Duration"),
            number("index", "Index"),
            text("language", "Language"),
            text("sampleFmt", "SampleFmt"),
            number("sampleRate", "SampleRate"),
            number("startTime", "StartTime"),
            text("timebase", "Timebase"));

    static final Shape SUBTITLE = Shape.of(details(), number("index", "Index"), text("language", "Language"));

    private Media() {}
}
