#include "yanbao/facts/meta.hpp"

#include "yanbao/facts/broker.hpp"
#include "yanbao/facts/meta_company.hpp"
#include "yanbao/facts/meta_kind.hpp"
#include "yanbao/facts/meta_sector.hpp"
#include "yanbao/facts/meta_title.hpp"
#include "yanbao/facts/publication.hpp"

namespace yanbao::facts {

void read_meta(const Context& context, const Cover& cover, Facts& facts) {
    read_broker(context, cover, facts);
    const CoverLine* title = read_title(context, cover, facts);
    const auto ratings = printed_ratings(context, cover);
    const auto subject = cover_subject(context, cover);
    if (!subject) read_sector(context, cover, ratings, facts);
    read_kind(context, cover, title, subject.has_value(), facts);
    if (subject && facts.meta.kind == "company_note")
        read_company(context, cover, *subject, ratings, facts);
    else if (subject)
        read_sector(context, cover, ratings, facts);
    read_publication(context, cover, facts);
}

} // namespace yanbao::facts
