#include "yanbao/layout/glyph_text.hpp"

#include "yanbao/layout/glyph_blocks.hpp"
#include "yanbao/layout/glyph_stacks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <array>
#include <utility>

namespace yanbao::layout {

namespace {

constexpr auto ligatures = std::to_array<std::string_view>({"ff", "fi", "fl", "ffi", "ffl", "st", "st"});
constexpr char32_t first_ligature = 0xFB00;

bool is_letter_or_digit(char32_t c) { return lexicon::is_ascii_letter(c) || lexicon::is_digit(c); }

class Writer {
  public:
    Writer(const GlyphPages& pages, const lexicon::Lexicon& lexicon, const Limits& limits)
        : pages_(pages), lexicon_(lexicon), limits_(limits) {}

    PageText run() {
        out_.findings = pages_.findings;
        for (std::size_t i = 0; i < pages_.pages.size() && out_.text.size() <= limits_.bytes; ++i) {
            page_ = &pages_.pages[i];
            number_ = static_cast<std::uint32_t>(i + 1);
            if (page_->source != PageSource::text) report_picture();
            write_page();
        }
        report("glyphs_turned", turned_,
               "text that stands askew to its page, such as a watermark, is left out");
        report("glyphs_outside", outside_, "text beside the part of its page that is shown is left out");
        report("template_marks", template_marks_, "names of a template's fields are left out");
        report("glyphs_unreadable", unreadable_, "characters that the document does not name",
               Severity::warning);
        return std::move(out_);
    }

  private:
    void write_page() {
        ChunkPage chunks = chunks_of(*page_, lexicon_);
        take_stacks(chunks);
        chunks_ = &chunks;
        turned_ += chunks.turned;
        outside_ += chunks.outside;
        template_marks_ += chunks.template_marks;
        for (const Region& region : regions_of(chunks))
            for (const GlyphBlock& block : blocks_of(chunks, region)) {
                if (!out_.text.empty()) out_.text += '\n';
                block.table.empty() ? write_paragraph(block.lines) : write_table(block.table);
            }
        for (const Chunk& stack : chunks.stacks) {
            if (!out_.text.empty()) out_.text += '\n';
            write_chunk(stack);
            out_.text += '\n';
        }
        chunks_ = nullptr;
    }

    void report_picture() {
        const std::string page = "page " + std::to_string(number_);
        if (page_->source == PageSource::recognized)
            report("text_recognized", 1, page + " is a picture, whose text was recognized",
                   Severity::warning);
        else
            report("no_text_layer", 1, page + " shows little text or none that can be read",
                   Severity::warning);
    }

    void write_paragraph(const std::vector<Region>& lines) {
        for (const Region& line : lines) {
            if (&line != &lines.front() && parts_words(last_, first_of(line))) out_.text += ' ';
            write_chunks(line);
        }
        out_.text += '\n';
    }

    void write_table(const GlyphGrid& table) {
        for (const auto& row : table) {
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (c > 0) out_.text += '\t';
                write_chunks(row[c]);
            }
            out_.text += '\n';
        }
    }

    void write_chunks(const Region& chunks) {
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            if (i > 0) out_.text += ' ';
            write_chunk(chunks_->chunks[chunks[i]]);
        }
    }
    void write_chunk(const Chunk& chunk) {
        for (std::uint32_t k = chunk.first; k < chunk.first + chunk.count; ++k)
            write(chunks_->glyphs[k], k > chunk.first);
    }

    void write(const Upright& glyph, bool inside) {
        if (inside && glyph.space_before) out_.text += ' ';
        out_.map.add(static_cast<std::uint32_t>(out_.text.size()), number_,
                     page_->cut(page_->glyphs[glyph.source].box));
        last_ = glyph.cp;
        if (glyph.cp >= first_ligature && glyph.cp < first_ligature + ligatures.size()) {
            out_.text += ligatures[glyph.cp - first_ligature];
            last_ = U'f';
            return;
        }
        const bool no_character = glyph.cp > 0x10FFFF || (glyph.cp >= 0xD800 && glyph.cp <= 0xDFFF) ||
                                  (glyph.cp & 0xFFFE) == 0xFFFE || glyph.cp == unnamed;
        if (no_character || glyph.cp < U' ' || glyph.cp == 0x7F) {
            ++unreadable_;
            last_ = unnamed;
        }
        lexicon::encode(last_, out_.text);
    }

    char32_t first_of(const Region& line) const {
        return chunks_->glyphs[chunks_->chunks[line.front()].first].cp;
    }

    // Whether the end of a line stands for a space.
    static bool parts_words(char32_t before, char32_t after) {
        if (lexicon::is_digit(before) && lexicon::is_digit(after)) return true;
        const bool letters = lexicon::is_ascii_letter(before) || lexicon::is_ascii_letter(after);
        const bool stop =
            before == U'.' || before == U',' || before == U';' || before == U':' || before == U')';
        return (letters && is_letter_or_digit(before) && is_letter_or_digit(after)) ||
               ((stop || before == U'%') && after < 0x80) || (before < 0x80 && after == U'(');
    }

    void report(std::string_view code, std::uint32_t count, std::string what,
                Severity severity = Severity::info) {
        if (count > 0)
            out_.findings.push_back({std::string(code), severity, "report", count, std::move(what), {}});
    }

    const GlyphPages& pages_;
    const lexicon::Lexicon& lexicon_;
    const Limits& limits_;
    PageText out_;
    const GlyphPage* page_ = nullptr;
    const ChunkPage* chunks_ = nullptr;
    std::uint32_t number_ = 0, turned_ = 0, outside_ = 0, template_marks_ = 0, unreadable_ = 0;
    char32_t last_ = 0;
};

} // namespace

PageText write_text(const GlyphPages& pages, const lexicon::Lexicon& lexicon, const Limits& limits) {
    return Writer(pages, lexicon, limits).run();
}

Document read_glyphs(const GlyphPages& pages, const lexicon::Lexicon& lexicon, const Limits& limits) {
    PageText written = write_text(pages, lexicon, limits);
    Document document = read_text(std::move(written.text), lexicon, limits);
    document.pages = std::move(written.map);
    document.findings.insert(document.findings.begin(), written.findings.begin(), written.findings.end());
    return document;
}

} // namespace yanbao::layout
