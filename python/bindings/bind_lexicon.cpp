#include "pybind.hpp"

#include "yanbao/lexicon/lexicon.hpp"

namespace yanbao::python {

using lexicon::Lexicon;

void bind_lexicon(py::module_& m) {
    py::class_<Lexicon>(m, "Lexicon", "The words of the field, immutable.")
        .def_static("from_json", &Lexicon::from_json, py::arg("json"),
                    py::call_guard<py::gil_scoped_release>(), "Categories of keys of words.")
        .def("extended", &Lexicon::extended, py::arg("json"), py::call_guard<py::gil_scoped_release>(),
             "A new lexicon with words, attributes, keys or categories added.")
        .def("to_json", &Lexicon::to_json, "The JSON that would make it again.")
        .def(
            "categories",
            [](const Lexicon& l) {
                std::vector<std::string> names;
                for (std::size_t i = 0; i < l.categories(); ++i)
                    names.push_back(l.category_name(static_cast<lexicon::CategoryId>(i)));
                return names;
            },
            "Names of its categories.")
        .def(
            "words",
            [](const Lexicon& l, std::string_view category) {
                const lexicon::CategoryId id = l.category(category);
                std::vector<std::pair<std::string, std::vector<std::string>>> words;
                for (std::size_t i = 0; i < l.keys(id); ++i) {
                    const auto key = static_cast<lexicon::KeyId>(i);
                    words.emplace_back(l.key(id, key), l.words(id, key));
                }
                return words;
            },
            py::arg("category"), "Keys of a category, each with its words.");
}

} // namespace yanbao::python
