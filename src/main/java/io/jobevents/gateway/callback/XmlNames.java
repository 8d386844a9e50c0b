package io.jobevents.gateway.callback;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.SymbolTable;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of one XML document. Woodstox' own table is shared by all documents and finds a name along a chain of equal
 * hashes; a sender who aims at one chain makes 3 MB take half a minute. A {@link HashMap} turns such a chain into a tree.
 */
final class XmlNames extends SymbolTable {

    /** Woodstox with a table of its own for each document. */
    static final class Factory extends WstxInputFactory {

        @Override
        public ReaderConfig createPrivateConfig() {
            return mConfig.createNonShared(new XmlNames());
        }

        @Override
        public void updateSymbolTable(SymbolTable names) {
            // a document's names end with it
        }
    }

    private final Map<String, String> names = new HashMap<>();

    /** Woodstox compares these two by identity with its constants. */
    private XmlNames() {
        findSymbol("xml");
        findSymbol("xmlns");
    }

    @Override
    public String findSymbol(char[] buffer, int start, int length, int hash) {
        return findSymbol(new String(buffer, start, length));
    }

    /** The one instance of that name. */
    @Override
    public String findSymbol(String name) {
        String known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }
}
