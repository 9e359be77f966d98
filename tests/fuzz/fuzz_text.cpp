// The text door on arbitrary bytes: it never crashes, every span lies inside the source and in order, and reading the
// same bytes again gives the same facts.

#include "reading.hpp"

using namespace yanbao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto read = [&] { return fuzz::read(layout::read_text(bytes, fuzz::shipped_words(), Limits{})); };
    try {
        fuzz::require(read() == read());
    } catch (const Error&) { // what cannot be read says so with a typed error
        return 0;
    }
    return 0;
}
