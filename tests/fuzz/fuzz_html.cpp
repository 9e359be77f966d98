// The text door on arbitrary bytes inside a page of HTML, half of them inside a table: see fuzz_text.cpp.

#include "reading.hpp"

using namespace yanbao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::string page =
        "<html><body>" + bytes.substr(0, size / 2) + "<table><tr><td>" + bytes.substr(size / 2);
    const auto read = [&] { return fuzz::read(layout::read_text(page, fuzz::shipped_words(), Limits{})); };
    try {
        fuzz::require(read() == read());
    } catch (const Error&) { // what cannot be read says so with a typed error
        return 0;
    }
    return 0;
}
