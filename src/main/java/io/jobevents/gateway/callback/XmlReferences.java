package io.jobevents.gateway.callback;

/**
 * Replaces character references to characters that XML 1.0 forbids, such as number 0, by U+FFFD. XML parsers must
 * reject them, and the sender is known to write them. References in CDATA sections, comments and processing
 * instructions are plain text and stay.
 */
final class XmlReferences {

    private XmlReferences() {}

    /** Returns the text itself if there is nothing to replace. */
    static String replaceIllegal(String xml) {
        int reference = xml.indexOf("&#");
        if (reference < 0) {
            return xml;
        }
        StringBuilder clean = new StringBuilder(xml.length());
        int copied = 0;
        int at = 0;
        while (at < xml.length()) {
            char c = xml.charAt(at);
            if (c == '<') {
                at = afterSection(xml, at);
            } else if (c == '&' && xml.startsWith("&#", at)) {
                int end = endOfNumber(xml, at + 2);
                if (end < xml.length() && xml.charAt(end) == ';' && isIllegal(xml, at + 2, end)) {
                    clean.append(xml, copied, at).append(Characters.REPLACEMENT);
                    copied = end + 1;
                }
                at = end;
            } else {
                at++;
            }
        }
        return copied == 0 ? xml : clean.append(xml, copied, xml.length()).toString();
    }

    /** The offset after a section of plain text, or after the {@code <} of anything else. */
    private static int afterSection(String xml, int at) {
        if (xml.startsWith("<![CDATA[", at)) {
            return after(xml, "]]>", at + 9);
        }
        if (xml.startsWith("<!--", at)) {
            return after(xml, "-->", at + 4);
        }
        if (xml.startsWith("<?", at)) {
            return after(xml, "?>", at + 2);
        }
        return at + 1;
    }

    private static int after(String xml, String end, int from) {
        int found = xml.indexOf(end, from);
        return found < 0 ? xml.length() : found + end.length();
    }

    private static int endOfNumber(String xml, int from) {
        boolean hexadecimal = from < xml.length() && xml.charAt(from) == 'x';
        int end = hexadecimal ? from + 1 : from;
        while (end < xml.length() && Character.digit(xml.charAt(end), hexadecimal ? 16 : 10) >= 0) {
            end++;
        }
        return end;
    }

    /** Whether the digits are the number of an illegal character. Text that is not a number is left to the parser. */
    private static boolean isIllegal(String xml, int from, int end) {
        boolean hexadecimal = from < end && xml.charAt(from) == 'x';
        int radix = hexadecimal ? 16 : 10;
        int start = hexadecimal ? from + 1 : from;
        int codePoint = 0;
        for (int i = start; i < end; i++) {
            codePoint =
                    Math.min(codePoint * radix + Character.digit(xml.charAt(i), radix), Character.MAX_CODE_POINT + 1);
        }
        return end > start && !Characters.isLegal(codePoint);
    }
}
