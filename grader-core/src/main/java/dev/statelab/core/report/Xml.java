package dev.statelab.core.report;

/** Text in XML 1.0. */
final class Xml {

    private Xml() {}

    /** One line, for an attribute or an element. What XML cannot carry, and what a terminal would act on, is spelled out. */
    static String escape(String text) {
        return Printable.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"",
                "&quot;");
    }
}
