#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

// Pieces of Japanese sentences that answers are put together from.
namespace hub::chat {

// 「…」, shortened when it is long.
std::string quoted(std::string_view text);
// 「…」「…」
std::string listed(const std::vector<std::string>& texts);

// 350m, 1.2km; to ten metres.
std::string readable_distance(std::int64_t metres);
// Minutes on foot at 80 m a minute (不動産の表示に関する公正競争規約), at least 1; the distance is as the crow flies,
// so 1.3 times of it is walked. Empty where nobody walks (over 3 km). The pages tell the same minutes.
std::optional<int> walk_minutes(std::int64_t metres);
// 約350m・徒歩約6分, or 約4.2km.
std::string readable_way(std::int64_t metres);
// 2km以内, 500m以内.
std::string readable_radius(double metres);

// The first sentences of a text: at most `sentences` of them and `longest` code points; cut inside a sentence only when
// the first one alone is longer, and marked with … then. Line breaks end sentences too and become blanks.
std::string first_sentences(std::string_view text, std::size_t sentences, std::size_t longest);
// How many sentences a text has; what stands in 「」 and （） does not end one.
std::size_t count_sentences(std::string_view text);

}  // namespace hub::chat
