package io.jobevents.gateway.callback;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of names with lookup by a character array, without creating a string: a hash table with open
 * addressing, at most a quarter full. Thread-safe.
 */
final class KnownNames {

    /** Woodstox compares these two by identity with its own interned literals. */
    private static final Set<String> OF_XML = Set.of("xml", "xmlns");

    private static final int PLACES_PER_NAME = 4;

    /** @param characters the characters of the name, for the comparison */
    private record Name(String name, int hash, char[] characters) {
        Name(String name) {
            this(name, name.hashCode(), name.toCharArray());
        }

        boolean is(char[] read, int start, int length, int readHash) {
            return hash == readHash && Arrays.equals(characters, 0, characters.length, read, start, start + length);
        }
    }

    private final @Nullable Name[] places;

    private KnownNames(int size) {
        places = new Name[Integer.highestOneBit(size * PLACES_PER_NAME) * 2];
    }

    static KnownNames of(Set<String> names) {
        KnownNames known = new KnownNames(names.size() + OF_XML.size());
        OF_XML.forEach(known::add);
        names.stream().filter(name -> !OF_XML.contains(name)).forEach(known::add);
        return known;
    }

    private void add(String name) {
        int place = place(name.hashCode());
        while (places[place] != null) {
            place = after(place);
        }
        places[place] = new Name(name);
    }

    /**
     * @param hash {@link String#hashCode} of the characters
     * @return the one instance of that name, or an empty string
     */
    String find(char[] characters, int start, int length, int hash) {
        int place = place(hash);
        Name name = places[place];
        while (name != null) {
            if (name.is(characters, start, length, hash)) {
                return name.name;
            }
            place = after(place);
            name = places[place];
        }
        return "";
    }

    private int place(int hash) {
        return (hash ^ hash >>> 16) & places.length - 1;
    }

    private int after(int place) {
        return place + 1 & places.length - 1;
    }
}
