#include "yanbao/facts/events.hpp"

#include "yanbao/facts/events_days.hpp"
#include "yanbao/facts/section.hpp"
#include "yanbao/lexicon/characters.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::han::full_stop;
using text::Range;

constexpr std::u32string_view around_event = U":,;.\u3002\u3001-";
constexpr char32_t bullet_mark = 0x25CF;
constexpr std::uint32_t longest_event = 120; ///< in atoms: what is longer is a report of what has been
constexpr std::uint32_t longest_event_lead_in = 16;
constexpr int most_lead_in_blocks = 2; ///< between the title and the first day

// Lines of a list; one block may hold several: behind bullets, or each with its day.
std::vector<Range> lines_of(const Context& context, Range body) {
    const auto& atoms = context.document.atoms;
    std::vector<Range> lines;
    std::uint32_t from = body.begin;
    for (std::uint32_t at = body.begin + 1; at < body.end; ++at) {
        const bool may_start = atoms.has(at, text::flag::line_start) || atoms.cp[at - 1] == U';';
        if (atoms.cp[at] != bullet_mark && !(may_start && days_at(context, at, body.end, true))) continue;
        lines.push_back({from, at});
        from = at + (atoms.cp[at] == bullet_mark ? 1 : 0);
    }
    if (from < body.end) lines.push_back({from, body.end});
    return lines;
}

struct Line {
    PrintedDays days;
    Range name;
};

// "2.5" is a day only where a colon, or another day, follows.
bool is_decimal(const Context& context, const PrintedDays& days, std::uint32_t end) {
    const bool dotted = context.document.view(days.start.range).find(U'.') != std::u32string_view::npos;
    const bool colon = days.range.end < end && context.document.atoms.cp[days.range.end] == U':';
    return dotted && days.start.year == 0 && days.range == days.start.range && !colon;
}

// "days: name", or "name (days)" and "name: days".
std::optional<Line> line_at(const Context& context, Range line) {
    const auto& atoms = context.document.atoms;
    const auto named = [&](const PrintedDays& days, Range name) -> std::optional<Line> {
        name = text::unquoted(atoms, text::trimmed(atoms, name, around_event));
        const bool prose = context.document.view(name).find(full_stop) != std::u32string_view::npos;
        return name.empty() || name.size() > longest_event || prose ? std::nullopt
                                                                    : std::optional(Line{days, name});
    };
    const auto first = days_at(context, line.begin, line.end, true);
    if (first && !is_decimal(context, *first, line.end)) return named(*first, {first->range.end, line.end});
    for (std::uint32_t at = line.begin + 1; at < line.end; ++at) {
        const char32_t before = atoms.cp[at - 1];
        if (before != U'(' && before != U':') continue;
        const auto days = days_at(context, at, line.end, true);
        if (!days) continue;
        const bool closed = before == U'('
                                ? days->range.end < line.end && atoms.cp[days->range.end] == U')'
                                : text::trimmed(atoms, {days->range.end, line.end}, around_event).empty();
        if (closed) return named(*days, {line.begin, at - 1});
    }
    return std::nullopt;
}

class EventReader {
  public:
    EventReader(const Context& context, Facts& facts) : c_(context), facts_(facts) {}

    void run() {
        for (const Section& section : sections_of(c_, "upcoming")) read(section);
        read_lead_ins();
        if (undated_.empty()) return;
        Finding finding{"event_undated",
                        Severity::warning,
                        "report",
                        static_cast<std::uint32_t>(undated_.size()),
                        "days of events to come print no year, and the day of publication is not known",
                        undated_};
        facts_.findings.push_back(std::move(finding));
    }

  private:
    // The list ends with the first block that holds no day.
    void read(const Section& section) {
        int lead_in = 0;
        bool any = false;
        for (std::uint32_t b = section.title + 1; b < section.end; ++b) {
            const Block& block = c_.document.blocks[b];
            if (block.kind == BlockKind::furniture || block.kind == BlockKind::sidebar) continue;
            const bool text = block.kind == BlockKind::item || block.kind == BlockKind::paragraph ||
                              block.kind == BlockKind::heading;
            const bool listed = text && read_lines(block);
            any = any || listed;
            if (!listed && (any || block.kind == BlockKind::table || ++lead_in > most_lead_in_blocks)) return;
        }
    }

    bool read_lines(const Block& block) {
        // "2.27" and "2/27" may have been taken for list marks: the day is read from the block's start then
        const bool dated = days_at(c_, block.atoms.begin, block.atoms.end, true).has_value();
        bool any = false;
        for (const Range line : lines_of(c_, dated ? block.atoms : block.body())) any = add(line) || any;
        return any;
    }

    // A paragraph that is title and list in one: "next week: 27 Feb A; 28 Feb B".
    void read_lead_ins() {
        const auto topics = c_.lexicon.find_category("section_topic");
        const auto upcoming = topics ? c_.lexicon.find_key(*topics, "upcoming") : std::nullopt;
        if (!upcoming) return;
        for (const Block& block : c_.document.blocks) {
            if (block.kind != BlockKind::item && block.kind != BlockKind::paragraph) continue;
            const Range body = block.body();
            for (const auto& hit : c_.document.hits_in(
                     *topics, {body.begin, std::min(body.end, body.begin + longest_event_lead_in)}))
                if (hit.key == *upcoming && hit.end + 1 < body.end && c_.document.atoms.cp[hit.end] == U':')
                    for (const Range line : lines_of(c_, {hit.end + 1, body.end})) add(line);
        }
    }

    bool add(Range range) {
        const auto line = line_at(c_, range);
        if (!line) return false;
        const Range whole{std::min(line->days.range.begin, line->name.begin),
                          std::max(line->days.range.end, line->name.end)};
        const auto days = resolved(line->days, facts_.meta.published);
        if (!days) {
            undated_.push_back(c_.span(whole));
            return true;
        }
        Event row;
        row.start = days->start;
        row.end = days->end;
        row.name = c_.document.printed(line->name);
        row.at = c_.span(whole);
        note_field(row, "start", c_, line->days.start.range);
        note_field(row, "end", c_, line->days.end.range);
        note_field(row, "name", c_, line->name);
        if (seen_.emplace(days->start, days->end, row.name).second) facts_.events.push_back(std::move(row));
        return true;
    }

    const Context& c_;
    Facts& facts_;
    std::vector<Span> undated_;
    std::set<std::tuple<Date, Date, std::string>> seen_; ///< a list may be printed on the cover as well
};

} // namespace

void read_events(const Context& context, Facts& facts) { EventReader(context, facts).run(); }

} // namespace yanbao::facts
