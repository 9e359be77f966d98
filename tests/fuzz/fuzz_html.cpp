// The text door on arbitrary bytes inside a page of HTML, half of them inside a table: see fuzz_text.cpp.

#include "reading.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::string outside = bytes.substr(0, size / 2), inside = bytes.substr(size / 2);
    return yanbao::fuzz::hold_text("<html><body>" + outside + "<table><tr><td>" + inside);
}
