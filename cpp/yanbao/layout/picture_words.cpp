#include "yanbao/layout/picture_words.hpp"

namespace yanbao::layout {

namespace {

constexpr std::size_t title_reach = 3; ///< blocks below a chart's title within which its description begins

class PictureWords {
  public:
    PictureWords(Document& document, lexicon::CategoryId words, const lexicon::Lexicon& lexicon)
        : d_(document), words_(words), lex_(lexicon) {}

    void run() {
        for (std::size_t i = 0; i < d_.blocks.size(); ++i)
            if (d_.blocks[i].kind == BlockKind::heading && d_.blocks[i].level > 0 && describes_below(i))
                i = set_aside(i) - 1;
        if (blocks_ > 0)
            d_.findings.push_back({"picture_described", Severity::info, "report", blocks_,
                                   "text that describes charts was written by a program; it is left out",
                                   std::move(at_)});
    }

  private:
    bool is_description(const Block& block) const {
        text::Range r = block.body();
        while (!r.empty() && (d_.atoms.cp[r.end - 1] == U':' || d_.atoms.cp[r.end - 1] == U'*')) --r.end;
        while (!r.empty() && d_.atoms.cp[r.begin] == U'*') ++r.begin;
        return !r.empty() && lex_.exact(words_, d_.atoms.view(r)).has_value();
    }
    bool goes_on(const Block& block, std::uint8_t level) const {
        return block.kind == BlockKind::item || (block.kind == BlockKind::heading && block.level > level);
    }

    bool describes_below(std::size_t title) const {
        if (is_description(d_.blocks[title])) return false; // a title that merely sounds like one
        for (std::size_t i = title + 1; i < d_.blocks.size() && i <= title + title_reach; ++i) {
            if (!goes_on(d_.blocks[i], d_.blocks[title].level)) return false;
            if (d_.blocks[i].kind == BlockKind::heading && is_description(d_.blocks[i])) return true;
        }
        return false;
    }

    // Gives the first block that is printed again.
    std::size_t set_aside(std::size_t title) {
        const std::uint8_t level = d_.blocks[title].level;
        if (blocks_ == 0) at_ = {d_.span(d_.blocks[title].atoms)};
        std::size_t i = title;
        do {
            d_.blocks[i].kind = BlockKind::furniture;
            ++blocks_;
            ++i;
        } while (i < d_.blocks.size() && goes_on(d_.blocks[i], level));
        return i;
    }

    Document& d_;
    lexicon::CategoryId words_;
    const lexicon::Lexicon& lex_;
    std::uint32_t blocks_ = 0;
    std::vector<Span> at_; ///< of the first
};

} // namespace

void set_picture_words_aside(Document& document, const lexicon::Lexicon& lexicon) {
    if (const auto words = lexicon.find_category("picture_words"))
        PictureWords(document, *words, lexicon).run();
}

} // namespace yanbao::layout
