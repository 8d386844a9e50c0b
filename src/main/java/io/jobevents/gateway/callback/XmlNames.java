package io.jobevents.gateway.callback;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.SymbolTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names of one XML document. Woodstox' own table is shared by all documents and finds a name along a chain of equal
 * hashes; a sender who aims at one chain makes 3 MB take half a minute. Here only {@link KnownNames} are shared, which no
 * document can add to; a document's other names are in a {@link HashMap}, which turns such a chain into a tree.
 */
final class XmlNames extends SymbolTable {

    /** Woodstox with a table of its own for each document. */
    static final class Factory extends WstxInputFactory {

        private final KnownNames known;

        /** @param names that documents usually have */
        Factory(Set<String> names) {
            known = KnownNames.of(names);
        }

        @Override
        public ReaderConfig createPrivateConfig() {
            return mConfig.createNonShared(new XmlNames(known));
        }

        @Override
        public void updateSymbolTable(SymbolTable names) {
            // a document's names end with it
        }
    }

    private final KnownNames known;
    private final Map<String, String> others = new HashMap<>();

    /** The table of the superclass, which nothing uses, is as small as it can be. */
    private XmlNames(KnownNames known) {
        super(false, 1);
        this.known = known;
    }

    /** @param hash as {@link String#hashCode} has it, by {@link SymbolTable#calcHash} */
    @Override
    public String findSymbol(char[] buffer, int start, int length, int hash) {
        String name = known.find(buffer, start, length, hash);
        return name.isEmpty() ? other(new String(buffer, start, length)) : name;
    }

    /** The one instance of that name. */
    @Override
    public String findSymbol(String name) {
        String found = known.find(name.toCharArray(), 0, name.length(), name.hashCode());
        return found.isEmpty() ? other(name) : found;
    }

    private String other(String name) {
        String found = others.putIfAbsent(name, name);
        return found == null ? name : found;
    }
}
