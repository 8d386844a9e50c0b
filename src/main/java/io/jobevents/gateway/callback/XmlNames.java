package io.jobevents.gateway.callback;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.SymbolTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The symbol table of one XML document. Woodstox' own table is shared by all documents and chains names of equal
 * hashes; a sender who forces collisions makes 3 MB take half a minute. This one shares only the immutable
 * {@link KnownNames}; other names of a document are in a {@link HashMap}, which turns long chains into trees.
 */
final class XmlNames extends SymbolTable {

    /** A Woodstox factory with a separate table for each document. */
    static final class Factory extends WstxInputFactory {

        private final KnownNames known;

        /** @param names the usual names in documents */
        Factory(Set<String> names) {
            known = KnownNames.of(names);
        }

        @Override
        public ReaderConfig createPrivateConfig() {
            return mConfig.createNonShared(new XmlNames(known));
        }

        @Override
        public void updateSymbolTable(SymbolTable names) {
            // the names of a document are not kept after it
        }
    }

    private final KnownNames known;
    private final Map<String, String> others = new HashMap<>();

    /** Makes the unused table of the superclass as small as possible. */
    private XmlNames(KnownNames known) {
        super(false, 1);
        this.known = known;
    }

    /** @param hash from {@link SymbolTable#calcHash}, which equals {@link String#hashCode} */
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
