#include "yanbao/facts/theme_reader.hpp"

#include "yanbao/facts/theme_clause.hpp"
#include "yanbao/facts/theme_labels.hpp"
#include "yanbao/facts/theme_lines.hpp"
#include "yanbao/layout/marks.hpp"

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_silence =
    400; ///< atoms without list or item: those in the middle of a text are over
/// At the start of a clause, from a list whose lines are joined; also marks of bold type that a line break cut.
constexpr std::u32string_view bullets = U"*-";
constexpr std::uint32_t longest_stray = 24;
constexpr int idle_blocks = 6; ///< text without a list or an item: the items before are over

class Walker {
  public:
    Walker(const Context& context, const Facts& facts)
        : d_(context.document), a_(d_.atoms), words_(context.lexicon), marks_(context.lexicon),
          companies_(context, words_, facts), labels_(context, words_, companies_),
          lines_(context, words_, companies_), clauses_(context, words_, companies_, outline_, found_),
          of_one_company_(facts.meta.kind == "company_note") {}

    ThemeLists run() {
        for (const Block& block : d_.blocks)
            if (!block.atoms.empty())
                for (const Block& part : lines_.paragraphs(block)) take(part);
        clauses_.finish();
        return std::move(found_);
    }

  private:
    void take(const Block& block) {
        if (is_stray(block)) return;
        if (block.kind == BlockKind::heading && !is_item(block))
            heading(block);
        else if (block.kind == BlockKind::heading || block.kind == BlockKind::paragraph ||
                 block.kind == BlockKind::item)
            text(block);
    }

    // A short line with a list in it, or the rest of one, or an ordinal (`second line: ...`), is no heading.
    bool is_item(const Block& block) const {
        return clauses_.resumes(block.atoms) || marks_.of_block(d_, block).form == MarkForm::ordinal ||
               labels_.is_list(block.atoms, !outline_.lead().key.empty());
    }

    // A line that says nothing: a running head that layout did not know, between the halves of a list perhaps.
    bool is_stray(const Block& block) const {
        const bool title = block.kind == BlockKind::heading && block.level == 0;
        const bool awaited = clauses_.is_waiting() || label_goes_on_ ||
                             (clauses_.last_stop() == Stop::colon && !labels_.is_outside(block.atoms) &&
                              labels_.of_heading(block).empty());
        if (block.kind != BlockKind::paragraph && !(title && awaited)) return false;
        if (!block.mark.empty() || block.atoms.size() > longest_stray ||
            words_.section.is_whole(a_, block.atoms))
            return false;
        for (std::uint32_t at = block.atoms.begin; at < block.atoms.end; ++at)
            if (stop_at(a_, at, block.atoms.end) || a_.cp[at] == U'\u3001' || a_.cp[at] == U'\u3010')
                return false;
        return !words_.has_role(d_, block.atoms) && !clauses_.resumes(block.atoms);
    }

    void heading(const Block& block) {
        const ListMark mark = marks_.of_block(d_, block);
        const bool announced = mark && clauses_.last_stop() == Stop::colon;
        clauses_.begin_heading(block.mark.empty() && block.level == 0);
        if (const RoleWord role = labels_.whole_role(block.body()); !role.key.empty()) {
            outline_.set_lead(role);
            clauses_.enter_section(outside_ = false);
            return;
        }
        const bool unnumbered = block.mark.empty() && block.level == 0;
        suspended_ = unnumbered ? std::optional(outside_) : std::nullopt;
        outside_ = labels_.is_outside(block.atoms);
        heading_ = labels_.of_heading(block);
        outline_.reset(heading_, mark, announced);
        advice_ = !of_one_company_ && labels_.is_advice(block.body());
        clauses_.enter_section(outside_, advice_);
        idle_ = 0;
    }

    // A number that goes on with the list before an unnumbered heading: that was the edge of a page.
    void resume_section(const ListMark& mark) {
        if (suspended_ && *suspended_ != outside_ && mark && outline_.expects(mark))
            clauses_.enter_section(outside_ = *suspended_);
        suspended_.reset();
    }

    void text(const Block& block) {
        const Range r = block.atoms;
        const std::size_t before = found_.entries.size();
        const ListMark mark = marks_.of_block(d_, block);
        bool plain = !advice_ && !clauses_.is_waiting() && !clauses_.resumes(r) &&
                     outline_.lead().key.empty() && !words_.has_role(d_, r);
        std::uint32_t at = r.begin;
        if (!mark) outline_.forget_lead();
        if (!mark || !outline_.expects(mark)) {
            const bool others = !mark && words_.others.at_front(a_, r) > 0;
            outline_.close_paragraph(others || clauses_.last_stop() == Stop::colon);
        }
        resume_section(mark);
        if (!mark && !label_goes_on_ && !labels_.goes_on(r) && !clauses_.resumes(r)) outline_.close_sealed();
        if (mark) {
            clauses_.drop_cut_list();
            at = open_item(mark, r.end, false);
        } else {
            at = clauses_.begin_block(r);
            if (at == r.begin) at = label_goes_on_ ? rest_of_label(r) : at;
            if (at == r.begin) at = block_label(r);
        }
        plain = plain && !advice_; // the label of advice may begin this very paragraph
        while (at < r.end && !plain) at = step(at, r.end);
        label_goes_on_ = open_label_ == r.end;
        clauses_.end_block(r);
        expire(mark || found_.entries.size() > before);
    }

    // The second half of an item's label, whose first half ends the paragraph before: up to its comma, where a list
    // begins behind it.
    std::uint32_t rest_of_label(Range r) {
        const Label rest = labels_.rest_of(r);
        if (rest.end == r.begin) return r.begin;
        outline_.extend_theme(rest.theme);
        clauses_.begin_list(rest.end, rest.stop);
        return rest.end;
    }

    // Items end where many paragraphs follow that have nothing to do with lists.
    void expire(bool busy) {
        idle_ = busy ? 0 : idle_ + 1;
        if (idle_ == idle_blocks) outline_.reset(heading_);
    }

    std::uint32_t block_label(Range r) {
        const Label label = labels_.of_paragraph(r, true);
        if (label.section) {
            clauses_.finish();
            outline_.reset(heading_);
            advice_ = !of_one_company_ && labels_.is_advice({r.begin, label.end});
            if (advice_) clauses_.enter_section(outside_, true);
        }
        if (label.end == r.begin) return r.begin;
        if (!label.role.key.empty()) outline_.set_lead(label.role);
        if (!label.theme.empty())
            outline_.open_label(label.theme, label.bracketed ? LabelKind::bracketed : LabelKind::paragraph,
                                label.direct, false);
        const bool begins = label.section || !label.role.key.empty();
        clauses_.begin_list(label.end, begins ? Stop::full : Stop::colon);
        return label.end;
    }

    std::uint32_t open_item(const ListMark& mark, std::uint32_t end, bool inlined) {
        clauses_.end_list();
        clauses_.lead_in(true);
        outline_.open(mark, clauses_.last_stop() == Stop::colon, inlined);
        const Label label = item_label(mark, end);
        if (!label.theme.empty()) outline_.set_theme(label.theme);
        if (!label.role.key.empty()) outline_.set_lead(label.role);
        clauses_.begin_list(label.end, label.stop);
        open_label_ = label.stop == Stop::end ? label.end : 0;
        idle_ = 0;
        return label.end;
    }

    Label item_label(const ListMark& mark, std::uint32_t end) const {
        return labels_.of_item({mark.end, end},
                               [&](std::uint32_t at) { return inline_mark(at, end, false); });
    }

    // A number inside a paragraph: at the start of a clause, or behind white space where it goes on with the list.
    bool inline_mark(std::uint32_t at, std::uint32_t end, bool clause_start) const {
        constexpr std::uint8_t apart = text::flag::gap | text::flag::line_start;
        const ListMark mark = marks_.number_at(a_, at, end);
        if (!mark) return false;
        if (mark.form == MarkForm::circled && mark.number == 1) return true; // it means nothing else
        if (!clause_start && !a_.has(at, apart) && mark.form != MarkForm::circled) return false;
        return outline_.expects(mark) || (clause_start && mark.number == 1);
    }

    // One clause, label or number; gives the atom where the next one starts.
    std::uint32_t step(std::uint32_t at, std::uint32_t end) {
        if (clauses_.may_have_label() && at > clauses_.last_event() + longest_silence)
            outline_.close_paragraph(false);
        bool bullet = false;
        const auto is_mark = [](char32_t c) {
            return layout::is_bullet(c) || bullets.find(c) != bullets.npos;
        };
        for (; at < end && is_mark(a_.cp[at]); ++at) bullet = bullet || a_.cp[at] != U'*';
        if (at == end) return end;
        if (bullet && !marks_.number_at(a_, at, end) && clauses_.may_have_label())
            return open_item({MarkForm::bullet, -1, at}, end, true);
        if (inline_mark(at, end, true)) return open_item(marks_.number_at(a_, at, end), end, true);
        if (clauses_.may_have_label()) {
            if (const ListMark mark = marks_.number_at(a_, at, end); mark && item_label(mark, end).direct)
                return open_item(mark, end, true); // out of turn, but the number of a list
            Label label = labels_.of_sentence({at, end}, outline_.has_bracketed_label());
            const bool sibling =
                label.end == at && clauses_.last_stop() == Stop::full && outline_.is_listed_label();
            if (sibling) label = labels_.of_paragraph({at, end}, false);
            if (label.section) {
                clauses_.end_list();
                if (words_.section.is_whole(a_, {at, label.end - 1})) outline_.close_labels();
                clauses_.begin_list(label.end, Stop::full);
                return label.end;
            }
            if (!label.role.key.empty()) {
                clauses_.end_list();
                outline_.set_lead(label.role);
                clauses_.begin_list(label.end, Stop::full);
                return label.end;
            }
            if (!label.theme.empty()) {
                const bool inside = clauses_.last_stop() == Stop::colon;
                clauses_.end_list();
                clauses_.lead_in(false);
                const bool beside =
                    sibling || (clauses_.last_stop() == Stop::semicolon && outline_.is_listed_label());
                const bool line =
                    a_.has(at, text::flag::line_start); // a paragraph of its own, joined by layout
                outline_.open_label(label.theme,
                                    label.bracketed  ? LabelKind::bracketed
                                    : line || beside ? LabelKind::paragraph
                                                     : LabelKind::sentence,
                                    label.direct, inside);
                clauses_.begin_next_list(label.end);
                return label.end;
            }
        }
        std::uint32_t stop = at;
        std::optional<Stop> kind;
        while (stop < end && !(kind = stop_at(a_, stop, end))) {
            const std::uint32_t behind = behind_bracket(a_, stop, end);
            stop = behind > stop ? behind : stop + 1;
            if (stop < end && inline_mark(stop, end, false)) break;
        }
        clauses_.take({at, stop}, kind.value_or(Stop::end));
        return kind ? stop + 1 : stop;
    }

    const layout::Document& d_;
    const text::Atoms& a_;
    ThemeWords words_;
    MarkReader marks_;
    CompanyReader companies_;
    LabelReader labels_;
    LineReader lines_;
    Outline outline_;
    ThemeLists found_;
    ClauseReader clauses_;
    Range heading_;
    bool outside_ = false; ///< the part of the report recommends nothing
    bool advice_ = false;  ///< or is that of advice
    bool of_one_company_;  ///< whose advice names its peers
    std::optional<bool>
        suspended_;              ///< what the part before an unnumbered heading was, right behind the heading
    bool label_goes_on_ = false; ///< the last paragraph is the label of an item, and has no stop
    std::uint32_t open_label_ =
        0; ///< atom where the label of the last item ends without a stop; 0: it has one
    int idle_ = 0;
};

} // namespace

ThemeLists read_theme_lists(const Context& context, const Facts& facts) {
    return Walker(context, facts).run();
}

} // namespace yanbao::facts
