#pragma once
// The lexicon that the package ships, merged as the package merges it.

#include "yanbao/lexicon/lexicon.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline const yanbao::lexicon::Lexicon& shipped_lexicon() {
    static const auto lexicon = [] {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(YANBAO_PACKAGE_DATA "/lexicon"))
            if (entry.path().extension() == ".json") files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        auto merged = yanbao::lexicon::Lexicon::from_json("{}");
        for (const auto& file : files) merged = merged.extended(read_file(file));
        return merged;
    }();
    return lexicon;
}
