#include "yanbao/facts/meta_named.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <map>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using names::Security;
using text::Range;

constexpr int of_code_on_cover = 6, of_code = 3, of_name = 1, of_first_block_name = 3, most_of_names = 12;
constexpr std::uint32_t cover_blocks = 60;
constexpr std::uint32_t most_atoms_searched = 400'000;
constexpr std::uint32_t longest_code = 11;
constexpr std::uint32_t longest_opening = 60;
constexpr std::uint32_t opening_lines = 200; ///< atoms of a cover's first lines
constexpr std::uint32_t longest_code_label = 8, longest_name_before_code = 16;
constexpr std::uint32_t first_lines = 1000; ///< atoms, of a cover and what begins below it
constexpr int clear_lead_of_subject = 2;    ///< the best has twice what the next has

struct Mentions {
    int codes = 0, names = 0;
    Range name, code;
    int total() const noexcept { return codes + std::min(names, most_of_names); }
};

class SubjectSearch {
  public:
    explicit SubjectSearch(const Context& context)
        : c_(context), a_(context.document.atoms), houses_(context, "broker"),
          sectors_(context, "cover_sector"), peers_(context, "comparable"),
          code_labels_(context, "code_label") {}

    // `opening`: the company that the text begins with, if any; it need not lead by far.
    std::optional<Subject> run(std::string_view opening = {}) {
        const auto& blocks = c_.document.blocks;
        for (std::uint32_t i = 0; i < blocks.size() && blocks[i].atoms.begin < most_atoms_searched; ++i)
            if (blocks[i].kind != BlockKind::table && blocks[i].kind != BlockKind::note) search(i);
        const Mentions* best = nullptr;
        const Security* security = nullptr;
        int next = 0;
        for (const Security* s : order_) {
            const Mentions& m = found_.at(s);
            if (!best || m.total() > best->total()) {
                next = best ? std::max(next, best->total()) : next;
                best = &m;
                security = s;
            } else {
                next = std::max(next, m.total());
            }
        }
        if (!best || best->total() == 0) return std::nullopt;
        if (!opening.empty() && (security->ticker.text() != opening || rivals(security) * 2 > best->codes))
            return std::nullopt;
        if (opening.empty() && best->total() < clear_lead_of_subject * next) return std::nullopt;
        // by its name alone it is the one that the report starts with: peers are named later, and may be named more
        if (best->codes == 0 && security != order_.front()) return std::nullopt;
        // named once it is the subject of the first lines; elsewhere a house where an analyst once worked, a customer
        const bool once = best->codes == 0 && best->names < of_first_block_name;
        if (once && opening.empty() && best->name.begin > first_lines) return std::nullopt;
        Subject subject{best->name, best->code, 0, security->ticker.text(), security->name, {}};
        return subject;
    }

  private:
    void search(std::uint32_t index) {
        Range r = c_.document.blocks[index].atoms;
        if (const auto peers = peers_.in(r); !peers.empty()) r.end = peers.front().begin;
        for (std::uint32_t at = r.begin; at < r.end;) {
            const char32_t c = a_.cp[at];
            if (lexicon::is_digit(c))
                at = code_at(at, r, index < cover_blocks);
            else if (lexicon::is_cjk(c))
                at = name_at(at, r, index);
            else
                ++at;
        }
    }

    // How much the codes of another company weigh: a text on several prints the code of each.
    int rivals(const Security* subject) const {
        int most = 0;
        for (const auto& [security, mentions] : found_)
            if (security != subject) most = std::max(most, mentions.codes);
        return most;
    }

    Mentions& of(const Security* security) {
        const auto [found, fresh] = found_.try_emplace(security);
        if (fresh) order_.push_back(security);
        return found->second;
    }

    // 600570.SH, 0700.HK anywhere; six bare digits only where a bracket closes behind them.
    std::uint32_t code_at(std::uint32_t at, Range r, bool on_cover) {
        std::uint32_t end = at;
        const auto is_code = [&](std::uint32_t i) {
            return lexicon::is_digit(a_.cp[i]) || lexicon::is_ascii_letter(a_.cp[i]) || a_.cp[i] == U'.';
        };
        while (end < r.end && end - at <= longest_code && is_code(end)) ++end;
        const bool inside =
            at > r.begin && (lexicon::is_ascii_letter(a_.cp[at - 1]) || a_.cp[at - 1] == U'.');
        const bool closed = end < r.end && a_.cp[end] == U')';
        if (inside || end - at > longest_code || end - at < 4) return std::max(end, at + 1);
        std::string code;
        for (std::uint32_t i = at; i < end; ++i) lexicon::encode(a_.cp[i], code);
        const auto ticker = parse_ticker(code);
        if (!ticker) return end;
        const Security* security = nullptr;
        if (code.find('.') != code.npos)
            security = c_.securities.by_ticker(*ticker);
        else if (code.size() == 6 && (closed || is_labelled(at, r)))
            security = c_.securities.by_code(code);
        else if (code.size() == 6 && is_behind_name(at, r, code))
            security = c_.securities.by_code(code);
        if (!security) return end;
        Mentions& m = of(security);
        m.codes += on_cover ? of_code_on_cover : of_code;
        if (m.code.empty()) m.code = {at, end};
        return end;
    }

    // Code: 600570
    bool is_labelled(std::uint32_t at, Range r) const {
        const std::uint32_t from = at - std::min(at - r.begin, longest_code_label);
        const auto labels = code_labels_.in({from, at});
        return !labels.empty() && labels.back().end + 1 >= at;
    }
    // The name, at most a mark, and its own code.
    bool is_behind_name(std::uint32_t at, Range r, const std::string& code) const {
        std::uint32_t end = at;
        if (end > r.begin && !lexicon::is_cjk(a_.cp[end - 1]) && !lexicon::is_ascii_letter(a_.cp[end - 1]))
            --end;
        const std::uint32_t from = end - std::min(end - r.begin, longest_name_before_code);
        const auto tail = c_.securities.longest_tail(a_.view({from, end}));
        return std::any_of(tail.securities.begin(), tail.securities.end(),
                           [&](const Security* s) { return s->ticker.code == code; });
    }

    // Houses and sectors have the names of securities too, and are named more often than they are the subject.
    std::uint32_t name_at(std::uint32_t at, Range r, std::uint32_t index) {
        const auto head = c_.securities.longest_head(a_.view({at, r.end}));
        if (head.length < 3 || head.securities.size() != 1) return at + 1;
        const Range name{at, at + static_cast<std::uint32_t>(head.length)};
        if (houses_.at(at, r.end) || sectors_.whole(name)) return name.end;
        Mentions& m = of(head.securities.front());
        m.names += index < 2 ? of_first_block_name : of_name;
        if (m.name.empty()) m.name = name;
        return name.end;
    }

    const Context& c_;
    const text::Atoms& a_;
    Words houses_, sectors_, peers_, code_labels_;
    std::map<const Security*, Mentions> found_;
    std::vector<const Security*> order_; ///< as they are met
};

// A headline: the company, a colon, and what is said of it.
std::optional<Subject> headline_subject(const Context& context, Range r) {
    const auto& atoms = context.document.atoms;
    const auto head = context.securities.longest_head(atoms.view(r));
    const auto end = r.begin + static_cast<std::uint32_t>(head.length);
    const bool named = head.length >= 3 && head.securities.size() == 1 && end < r.end;
    if (!named || atoms.cp[end] != U':' || Words(context, "broker").at(r.begin, r.end)) return std::nullopt;
    const Security* security = head.securities.front();
    return Subject{{r.begin, end}, {}, 0, security->ticker.text(), security->name, {}};
}

// A listed company and its code before the first full stop of the text: a note without lines has no other cover.
std::optional<Subject> opening_subject(const Context& context) {
    const auto& atoms = context.document.atoms;
    for (const Block& block : context.document.blocks) {
        if (block.kind == BlockKind::furniture) continue;
        if (block.kind != BlockKind::paragraph && block.kind != BlockKind::heading &&
            block.kind != BlockKind::item)
            return std::nullopt;
        Range r{block.atoms.begin, std::min(block.atoms.end, block.atoms.begin + longest_opening)};
        for (std::uint32_t at = r.begin; at < r.end; ++at)
            if (atoms.cp[at] == lexicon::han::full_stop) r.end = at;
        auto subject = subject_in(context, r);
        if (!subject) subject = headline_subject(context, r);
        const bool listed = subject && !subject->listed_name.empty() &&
                            lexicon::is_cjk(atoms.cp[subject->name.begin]) && subject->name.size() > 1;
        return listed ? subject : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<Subject> named_subject(const Context& context) { return SubjectSearch(context).run(); }

bool opens_with_company(const Context& context) {
    if (const auto opening = opening_subject(context))
        return SubjectSearch(context).run(opening->ticker).has_value();
    const auto named = named_subject(context);
    return named && !named->code.empty() && named->code.begin < opening_lines && !named->name.empty() &&
           named->name.begin < opening_lines;
}

void infer_company(const Context& context, const Cover& cover, Facts& facts) {
    auto subject = opening_subject(context);
    if (subject && !SubjectSearch(context).run(subject->ticker)) subject.reset();
    if (!subject) subject = named_subject(context);
    if (!subject) return;
    const auto ratings = printed_ratings(context, cover);
    const auto of_sector = [](const PrintedRating& rating) { return rating.of_sector; };
    if (std::any_of(ratings.begin(), ratings.end(), of_sector)) return;
    Meta& meta = facts.meta;
    meta.kind = "company_note";
    meta.sector_rating.clear(); // an unlabelled rating is the company's
    meta.sector_rating_action.clear();
    std::erase_if(meta.fields, [](const FieldSpan& field) {
        return field.column == "sector_rating" || field.column == "sector_rating_action";
    });
    read_company(context, cover, *subject, ratings, facts);
    if (facts.meta.name.empty()) facts.meta.name = subject->listed_name;
    add_finding(facts, context, "company_inferred", Severity::warning, facts.meta.ticker,
                "the cover names no company; the report's text names " + subject->listed_name + " most",
                subject->code.empty() ? subject->name : subject->code);
}

} // namespace yanbao::facts
