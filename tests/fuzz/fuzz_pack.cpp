// Packed pages from a process that may have been brought down by its document: arbitrary bytes are refused with a
// typed error, or are pages that pack to themselves and can be read.

#include "reading.hpp"
#include "yanbao/layout/glyph_pack.hpp"
#include "yanbao/layout/glyph_text.hpp"

using namespace yanbao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const std::string_view bytes(reinterpret_cast<const char*>(data), size);
        const layout::GlyphPages pages = layout::unpack(bytes);
        const std::string packed = layout::pack(pages);
        fuzz::require(packed.size() == size && layout::pack(layout::unpack(packed)) == packed);
        layout::write_text(pages, fuzz::shipped_words(), Limits{});
    } catch (const Error&) { // what cannot be read says so with a typed error
        return 0;
    }
    return 0;
}
