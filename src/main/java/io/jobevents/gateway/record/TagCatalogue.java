package io.jobevents.gateway.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tags with a topic of their own: those of the sender's documentation and SDKs, and those that the operator adds.
 * All other tags share one topic, so that senders cannot create topics or metric labels. Compared ignoring case.
 */
public final class TagCatalogue {

    /** The topic part of tags that are not in the catalogue. */
    public static final String OTHER = "other";
    /** The topic part of jobs without a tag. */
    public static final String UNTAGGED = "untagged";

    private static final Pattern EXTRA = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final int MAX_LENGTH = 40;

    /** The known tags, as the sender spells them. */
    public static final List<String> KNOWN = List.of(
            // media
            "Transcode",
            "Animation",
            "Concat",
            "VideoMontage",
            "Segment",
            "SDRtoHDR",
            "VideoProcess",
            "SuperResolution",
            "VoiceSeparate",
            "SmartCover",
            "Snapshot",
            "StreamExtract",
            "DigitalWatermark",
            "ExtractDigitalWatermark",
            "MediaInfo",
            "QualityEstimate",
            "VideoTag",
            "Watermark",
            "FillConcat",
            "VideoSynthesis",
            "GeneratePlayList",
            "DNA",
            "SegmentVideoBody",
            "VideoTargetRec",
            "SplitVideoParts",
            "VideoEnhance",
            // speech, audio, text
            "Tts",
            "NoiseReduction",
            "SpeechRecognition",
            "SoundHound",
            "VocalScore",
            "Translation",
            "WordsGeneralize",
            // pictures
            "PicProcess",
            "ImageInspect",
            "ImageOCR",
            "PosterProduction",
            // documents and files
            "DocProcess",
            "DocWatermark",
            "DocAIGCMetadata",
            "FileHashCode",
            "FileUncompress",
            "FileCompress");

    private final Map<String, String> partByTag = new LinkedHashMap<>();

    /**
     * @param extraTags beside the known ones
     * @throws IllegalArgumentException naming an extra tag that is not letters and digits, or that is a reserved word
     */
    public TagCatalogue(Collection<String> extraTags) {
        for (String tag : KNOWN) {
            partByTag.put(tag, lowerCase(tag));
        }
        for (String tag : extraTags) {
            String part = lowerCase(tag);
            if (!EXTRA.matcher(tag).matches() || part.equals(OTHER) || part.equals(UNTAGGED)) {
                throw new IllegalArgumentException(
                        "'" + tag + "' is no tag: letters and digits, at most 40, neither other nor untagged");
            }
            partByTag.put(tag, part);
        }
        List.copyOf(partByTag.values()).forEach(part -> partByTag.put(part, part));
    }

    /** The topic part of a job with that tag, always of a closed set. */
    public String part(Optional<String> tag) {
        if (tag.isEmpty()) {
            return UNTAGGED;
        }
        String written = tag.get();
        String known = partByTag.get(written);
        if (known != null) {
            return known;
        }
        return written.length() > MAX_LENGTH ? OTHER : partByTag.getOrDefault(lowerCase(written), OTHER);
    }

    /** All parts that {@link #part} can return. */
    public SortedSet<String> parts() {
        SortedSet<String> parts = new TreeSet<>(partByTag.values());
        parts.add(OTHER);
        parts.add(UNTAGGED);
        return parts;
    }

    private static String lowerCase(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }
}
