#include "yanbao/layout/glyph_pack.hpp"

#include "yanbao/base/error.hpp"

#include <cstring>
#include <type_traits>

namespace yanbao::layout {

namespace {

// Both ends are the same build on the same machine.
constexpr std::string_view magic = "yanbao glyphs 2\n";
static_assert(std::is_trivially_copyable_v<Glyph>);

class Packer {
  public:
    template<class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        out.append(reinterpret_cast<const char*>(&value), sizeof(T));
    }
    void put(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        out += text;
    }
    std::string out{magic};
};

class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {
        if (!bytes_.starts_with(magic)) fail();
        at_ = magic.size();
    }
    template<class T>
    T get() {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        const std::string_view raw = take(sizeof(T));
        std::memcpy(&value, raw.data(), raw.size());
        return value;
    }
    std::string get_text() { return std::string(take(get<std::uint32_t>())); }
    std::vector<Glyph> get_glyphs() {
        const std::size_t count = get<std::uint32_t>();
        const std::string_view raw = take(count * sizeof(Glyph));
        std::vector<Glyph> out(count);
        if (count > 0) std::memcpy(out.data(), raw.data(), raw.size());
        return out;
    }
    PageSource get_source() {
        const auto value = get<std::uint8_t>();
        if (value > static_cast<std::uint8_t>(PageSource::recognized)) fail();
        return static_cast<PageSource>(value);
    }
    void finish() const {
        if (at_ != bytes_.size()) fail();
    }

  private:
    std::string_view take(std::size_t size) {
        if (size > bytes_.size() - at_) fail();
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    [[noreturn]] void fail() const { throw ParseError("packed pages", at_, "cut or damaged"); }

    std::string_view bytes_;
    std::size_t at_ = 0;
};

} // namespace

std::string pack(const GlyphPages& pages) {
    Packer to;
    to.put(static_cast<std::uint32_t>(pages.pages.size()));
    for (const GlyphPage& page : pages.pages) {
        to.put(page.width);
        to.put(page.height);
        to.put(static_cast<std::uint8_t>(page.source));
        to.put(static_cast<std::uint32_t>(page.glyphs.size()));
        to.out.append(reinterpret_cast<const char*>(page.glyphs.data()), page.glyphs.size() * sizeof(Glyph));
    }
    to.put(static_cast<std::uint32_t>(pages.findings.size()));
    for (const Finding& f : pages.findings) {
        to.put(std::string_view(f.code));
        to.put(static_cast<std::uint8_t>(f.severity));
        to.put(std::string_view(f.subject));
        to.put(f.count);
        to.put(std::string_view(f.what));
    }
    return std::move(to.out);
}

GlyphPages unpack(std::string_view bytes) {
    Unpacker from(bytes);
    GlyphPages out;
    for (std::uint32_t left = from.get<std::uint32_t>(); left > 0; --left) {
        GlyphPage& page = out.pages.emplace_back();
        page.width = from.get<float>();
        page.height = from.get<float>();
        page.source = from.get_source();
        page.glyphs = from.get_glyphs();
    }
    for (std::uint32_t left = from.get<std::uint32_t>(); left > 0; --left) {
        Finding& f = out.findings.emplace_back();
        f.code = from.get_text();
        f.severity = from.get<std::uint8_t>() == 0 ? Severity::info : Severity::warning;
        f.subject = from.get_text();
        f.count = from.get<std::uint32_t>();
        f.what = from.get_text();
    }
    from.finish();
    return out;
}

} // namespace yanbao::layout
