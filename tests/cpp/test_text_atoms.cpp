#include "catch.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/atoms.hpp"

#include <random>
#include <string>
#include <vector>

using namespace yanbao;
using namespace yanbao::text;

namespace {

Range all(const Atoms& atoms) { return {0, atoms.size()}; }
std::string folded(const std::string& text) { return lexicon::utf8(atoms_of(text).cp); }
std::string print(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    return printed(atoms, text, all(atoms));
}
std::string bold(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    std::u32string out;
    for (std::uint32_t i = 0; i < atoms.size(); ++i)
        if (atoms.has(i, flag::bold)) out += atoms.cp[i];
    return lexicon::utf8(out);
}

/// Lines as the layout reads them: one call a line, line starts flagged.
Atoms lines_of(const std::string& text) {
    Atoms atoms;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::uint32_t first = atoms.size();
        append_atoms(text, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), atoms);
        if (first < atoms.size()) atoms.flags[first] |= flag::line_start;
        start = end + 1;
    }
    return atoms;
}
std::string print_lines(const std::string& text) {
    const Atoms atoms = lines_of(text);
    return printed(atoms, text, all(atoms));
}

void check_order(const std::string& text, const Atoms& atoms) {
    REQUIRE(atoms.cp.size() == atoms.src.size());
    REQUIRE(atoms.cp.size() == atoms.flags.size());
    for (std::uint32_t i = 0; i < atoms.size(); ++i) {
        if (i > 0) REQUIRE(atoms.src[i - 1] < atoms.src[i]);
        const Span span = span_of(atoms, text, {i, i + 1});
        REQUIRE(span.start < span.end);
        REQUIRE(span.end <= text.size());
        if (i + 1 < atoms.size()) REQUIRE(span.end <= atoms.src[i + 1]);
    }
}

} // namespace

TEST_CASE("forms are folded and white space leaves only a gap") {
    CHECK(folded("网易−W ＡＢ１％，“x”　y\u200Bz") == "网易-WAB1%,\"x\"yz");
    const Atoms atoms = atoms_of(" a b\tc\u00A0d\u3000e&nbsp;f");
    std::string gaps;
    for (std::uint32_t i = 0; i < atoms.size(); ++i) gaps += atoms.has(i, flag::gap) ? '1' : '0';
    CHECK(gaps == "111111");
    CHECK(atoms_of("−1").has(0, flag::folded));
    CHECK_FALSE(atoms_of("-1").has(0, flag::folded));
}

TEST_CASE("what is printed keeps its characters") {
    CHECK(print("网易−W  ＡＢ　“好”") == "网易−W ＡＢ “好”");
    const std::string text = "a b";
    CHECK(squeezed(atoms_of(text), text, {0, 2}) == "ab");
}

TEST_CASE("marks of typography are dropped") {
    CHECK(print("**金山办公**（x）") == "金山办公（x）");
    CHECK(bold("**金山**办公 <b>a</b>b <STRONG>c</strong>d __e__f") == "金山ace");
    CHECK(print("<span style=\"color: red\">a</span><u>b</u><i>c</i><br/>d<br>e") == "abc d e");
    CHECK(print("47.22<sup>1</sup>2") == "47.22 1 2");
    CHECK(bold("a** b") == "");
    CHECK(print("***重点***: x") == "重点: x");
}

TEST_CASE("stars and bars that mean something stay") {
    CHECK(print("*ST长药 5g*30袋 138****1234 2**3 药业*") == "*ST长药 5g*30袋 138****1234 2**3 药业*");
    CHECK(print("\\*ST 吉药 a\\_b \\# \\~ 5\\% \\$3") == "*ST 吉药 a_b # ~ 5% $3");
    CHECK(print("***ST吉药**") == "*ST吉药");
    CHECK(print("____ a__b__c a_b") == "____ a__b__c a_b");
}

TEST_CASE("angles and ampersands that are no markup stay") {
    CHECK(print("a<b PE<30 & x &amp; &lt;b&gt; &#65;&#x4e2d;&bogus; <z>") ==
          "a<b PE<30 & x & <b> A中&bogus; <z>");
    CHECK(print("<b <b>x</b>") == "<b x");
    CHECK(print("&#0; &#xD800; &#99999999999; &#; &#x;") == "&#0; &#xD800; &#99999999999; &#; &#x;");
    CHECK(print("a\\") == "a\\");
    CHECK(print("\\年") == "\\年");
}

TEST_CASE("formulas are read, dollars stay") {
    CHECK(print("$+11.63\\%$，$\\mathbf{H}$股") == "+11.63%，H股");
    CHECK(print("1$.15\\%$ $5\\%\\sim20\\%$ \\mathbf{3.5\\%} $1\\,234$") == "1.15% 5%~20% 3.5% 1 234");
    CHECK(print("US$5 and HK$6, $5-$6") == "US$5 and HK$6, $5-$6");
    CHECK(print("$ $$ $") == "$ $$ $");
    CHECK(print("$a^2_{n}$") == "a 2 n");
    CHECK(print("\\unknown{x}") == "\\unknown{x}");
    CHECK(print("$\\") == "$\\");
}

TEST_CASE("a gap is seen across what the layout cut") {
    const std::string text = "PE \n2023|EPS|x";
    Atoms atoms;
    append_atoms(text, 0, 3, atoms);
    append_atoms(text, 4, 8, atoms);
    append_atoms(text, 9, 12, atoms);
    CHECK(atoms.has(2, flag::gap));
    CHECK(atoms.has(6, flag::gap));
    append_atoms(text, 50, 60, atoms);
    append_atoms(text, 12, 3, atoms);
    CHECK(atoms.size() == 9);
}

TEST_CASE("line breaks print as the page means them") {
    CHECK(print_lines("人工\n智能") == "人工智能");
    CHECK(print_lines("人工 \n智能，\n大") == "人工智能，大");
    CHECK(print_lines("Sam\nAltman") == "Sam Altman");
    CHECK(print_lines("增长 20\n23 年") == "增长 2023 年");
    CHECK(print_lines("AI \n生成") == "AI 生成");
}

TEST_CASE("spans cover markup inside, and cut at what is not theirs") {
    const std::string text = "x **深\\$&amp;信**服 y";
    const Atoms atoms = atoms_of(text);
    const Span span = span_of(atoms, text, {1, 6});
    CHECK(text.substr(span.start, span.size()) == "深\\$&amp;信**服");
    CHECK(span_of(atoms, text, {2, 3}).size() == 2);
    CHECK(span_of(atoms, text, {3, 4}).size() == 5);
    CHECK(span_of(atoms, text, {3, 3}).empty());
    CHECK(spans_of(atoms, text, all(atoms)).size() == 1);

    Atoms moved;
    moved.append(atoms, {0, 1});
    moved.append(atoms, {4, 7});
    moved.append(atoms, {2, 3});
    const auto spans = spans_of(moved, text, all(moved));
    REQUIRE(spans.size() == 3);
    CHECK(text.substr(spans[1].start, spans[1].size()) == "信**服 y");
    CHECK(span_of(moved, text, all(moved)).start <= span_of(moved, text, all(moved)).end);
    CHECK(spans_of(atoms, text, {2, 2}).empty());
}

TEST_CASE("every range printed again gives the same") {
    const std::vector<std::string> pieces = {"深",   "A",      "1",      ".",   " ",    "，",         "&amp;",
                                             "&lt;", "\\$",    "\\*",    "<b>", "</b>", "<br>",       "“",
                                             "－",   "\u200B", "&nbsp;", "\t",  "ａ",   "\U00020BB7", "é"};
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) text += pieces[random() % pieces.size()];
        const Atoms atoms = atoms_of(text);
        check_order(text, atoms);
        for (std::uint32_t b = 0; b < atoms.size(); ++b)
            for (std::uint32_t e = b + 1; e <= atoms.size(); ++e) {
                const Span span = span_of(atoms, text, {b, e});
                INFO(text);
                CHECK(print(text.substr(span.start, span.size())) == printed(atoms, text, {b, e}));
            }
    }
}

TEST_CASE("any bytes at all are read without a fault") {
    std::mt19937 random(11);
    const std::string alphabet = "*_$\\&<>{}^#;b/s|%12.aE \t\xE4\xB8\xAD\xFF\xC3\xF0\x80";
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (std::size_t i = random() % 40; i > 0; --i) text += alphabet[random() % alphabet.size()];
        const Atoms atoms = atoms_of(text);
        check_order(text, atoms);
        printed(atoms, text, all(atoms));
        spans_of(atoms, text, all(atoms));
    }
}

TEST_CASE("a line of a million marks is read in one go") {
    for (const std::string piece :
         {"**", "*", "<b>", "<b", "$", "$a", "&", "&amp;", "\\", "\\mathbf{", "_", "**a ", "<", "深"}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        const Atoms atoms = atoms_of(text);
        CHECK(atoms.size() <= text.size());
        printed(atoms, text, all(atoms));
    }
}

TEST_CASE("trimming and unquoting") {
    const auto rest = [](const std::string& text, std::u32string_view set) {
        const Atoms atoms = atoms_of(text);
        return printed(atoms, text, unquoted(atoms, trimmed(atoms, all(atoms), set)));
    };
    CHECK(rest("，“好”。", U",\u3002") == "好");
    CHECK(rest("《a》和《b》", U"") == "《a》和《b》");
    CHECK(rest("(a)(b)", U"") == "(a)(b)");
    CHECK(rest("（（a）)", U"") == "a");
    CHECK(rest("“a”和“b”", U"") == "“a”和“b”");
    CHECK(rest("【", U"") == "【");
    CHECK(rest("...", U".") == "");
    const Atoms nested = atoms_of(std::string(100'000, '(') + std::string(100'000, ')'));
    CHECK(unquoted(nested, all(nested)).size() == 200'000 - 16);
}
