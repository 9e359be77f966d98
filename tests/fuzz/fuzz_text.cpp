// The text door on arbitrary bytes: it never crashes, every span lies inside the source and in order, and reading the
// same bytes again gives the same facts.

#include "reading.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return yanbao::fuzz::hold_text({reinterpret_cast<const char*>(data), size});
}
