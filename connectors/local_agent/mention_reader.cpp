#include "connectors/local_agent/mention_reader.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "connectors/local_agent/date_words.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

using Letters = std::u32string_view;

constexpr std::size_t kShortWord = 3;

// As it was written, and no kanji that a spelling was brought to (ごはん is compared as ご飯).
bool is_hiragana(const Utterance& utterance, std::size_t letter) {
    const auto compared = utterance.letters()[letter];
    return utterance.script(letter) == Script::hiragana && compared >= U'ぁ' && compared <= U'ん';
}

bool by_place(const Mention& one, const Mention& other) { return one.begin < other.begin; }

// The longest first, of equally long ones the first; of the same letters the entity the export lists first.
void choose(std::vector<Mention> candidates, Reading& reading) {
    std::sort(candidates.begin(), candidates.end(), [](const Mention& one, const Mention& other) {
        return std::tuple(other.size(), one.begin, one.entity) < std::tuple(one.size(), other.begin, other.entity);
    });
    for (auto& candidate : candidates) {
        const auto rival = std::find_if(reading.mentions.begin(), reading.mentions.end(), [&](const Mention& chosen) {
            return chosen.overlaps(candidate);
        });
        if (rival == reading.mentions.end()) reading.mentions.push_back(std::move(candidate));
        else if (rival->begin == candidate.begin && rival->end == candidate.end && rival->entity != candidate.entity)
            reading.also.push_back(std::move(candidate));
    }
    std::sort(reading.mentions.begin(), reading.mentions.end(), by_place);
}

}  // namespace

Reading MentionReader::read(const Utterance& utterance, std::chrono::sys_days today) const {
    Reading reading;
    choose(candidates(utterance, today), reading);
    if (table_.place() != EntityTable::kNone) {
        drop_words_of_vicinity(utterance, reading.mentions);
        add_unlisted_places(utterance, reading.mentions);
        std::sort(reading.mentions.begin(), reading.mentions.end(), by_place);
        drop_near_what_was_named(utterance, reading.mentions);
    }
    return reading;
}

// Narrow letters and numbers form words: cafe is not in cafemaco, 1歳 not in 11歳. Short words in katakana do not stand
// inside longer ones: パン is not in パンダ. Two letters of hiragana are a word where one begins: くつ is not in 行くついで.
bool MentionReader::is_whole_word(const Utterance& utterance, std::size_t begin, std::size_t end) const {
    const auto joined = [&](std::size_t left) {
        if (utterance.is_start(left + 1)) return false;
        const auto script = utterance.script(left);
        if (script != utterance.script(left + 1)) return false;
        return script == Script::latin || script == Script::digit ||
               (script == Script::katakana && end - begin <= kShortWord);
    };
    constexpr std::size_t kShortReading = 2;
    if (end - begin <= kShortReading && begin > 0 && !utterance.is_start(begin) && utterance.letters()[begin - 1] != U'の' &&
        is_hiragana(utterance, begin) && is_hiragana(utterance, end - 1))
        return false;
    return !(begin > 0 && joined(begin - 1)) && !(end < utterance.size() && joined(end - 1));
}

std::vector<Mention> MentionReader::candidates(const Utterance& utterance, std::chrono::sys_days today) const {
    std::vector<Mention> found;
    std::vector<bool> ends(utterance.size() + 1, false);
    for (const auto& word : date_words(utterance, today)) {
        found.push_back({word.begin, word.end, word.is_period ? table_.date_period() : table_.date(), to_json(word)});
        ends[word.end] = true;
    }
    if (table_.place() != EntityTable::kNone) add_postal_codes(utterance, found);
    const auto shop = table_.find("shop");
    std::vector<Vocabulary::Word> names;
    vocabulary_.find(utterance.letters(), [&](const Vocabulary::Word& word) {
        if (word.entity == table_.place() || word.entity == shop) {
            names.push_back(word);
        } else if (is_whole_word(utterance, word.begin, word.end)) {
            found.push_back({word.begin, word.end, word.entity, json::quote(vocabulary_.value(word)), word.entry});
            ends[word.end] = true;
        }
    });
    std::sort(names.begin(), names.end(), [](const Vocabulary::Word& one, const Vocabulary::Word& other) {
        return std::tuple(one.begin, other.end) < std::tuple(other.begin, one.end);
    });
    for (const auto& name : names) {
        const bool called = name.entity == shop && Letters(utterance.letters()).substr(name.end).starts_with(U"さん");
        if (!called && !is_meant_as_place(utterance, name.begin, name.end, ends[name.begin], everyday_)) continue;
        if (name.entity == shop) {
            if (name.end - name.begin < kShortWord) continue;
            found.push_back({name.begin, name.end, shop, json::quote(vocabulary_.value(name))});
        } else {
            found.push_back(place_mention(utterance, name.begin, name.end));
        }
        ends[name.end] = true;
    }
    return found;
}

// The value of a place is what was said: which of the places called so is meant is for the hub to find out.
Mention MentionReader::place_mention(const Utterance& utterance, std::size_t begin, std::size_t end) const {
    if (end < utterance.size() && utterance.letters()[end] == U'駅' && utterance.letters()[end - 1] != U'駅') ++end;
    return {begin, end, table_.place(), json::quote(utterance.written(begin, end))};
}

// In 梅田の近く the 近く is no place of its own.
void MentionReader::drop_words_of_vicinity(const Utterance& utterance, std::vector<Mention>& mentions) const {
    std::vector<std::pair<std::size_t, std::size_t>> taken;
    for (const auto& mention : mentions)
        if (mention.entity == table_.place())
            taken.emplace_back(mention.end, mention.end + vicinity_at(Letters(utterance.letters()).substr(mention.end)));
    std::erase_if(mentions, [&](const Mention& mention) {
        return mention.entity == table_.here() &&
               std::any_of(taken.begin(), taken.end(), [&](const auto& range) {
                   return mention.begin < range.second && range.first < mention.end;
               });
    });
}

// 近く is near what was named before it (ひらパーに行くから近くで, 2番目の店の周辺); ここ and うちの近く are not.
void MentionReader::drop_near_what_was_named(const Utterance& utterance, std::vector<Mention>& mentions) const {
    static constexpr Letters kNearHere[] = {U"ここ", U"この", U"今", U"いま", U"現在", U"私", U"うち", U"家", U"自宅", U"こっ", U"地元"};
    const auto names = [&](const Mention& one) {
        const auto& entity = table_.name(one.entity);
        return one.entity == table_.place() || entity == "there" || entity == "ordinal" || entity == "shop";
    };
    const auto first = std::find_if(mentions.begin(), mentions.end(), names);
    if (first == mentions.end()) return;
    const auto named_from = first->begin;
    std::erase_if(mentions, [&](const Mention& mention) {
        if (mention.entity != table_.here() || mention.begin < named_from) return false;
        const auto letters = Letters(utterance.letters()).substr(mention.begin, mention.size());
        return std::none_of(std::begin(kNearHere), std::end(kNearHere), [letters](Letters word) { return letters.starts_with(word); });
    });
}

// 〒530-0001, 5300001の近く: seven digits, which a hyphen or what stands around them makes a postal code.
void MentionReader::add_postal_codes(const Utterance& utterance, std::vector<Mention>& found) const {
    const Letters letters(utterance.letters());
    const auto digits_from = [&](std::size_t begin) {
        auto end = begin;
        while (end < letters.size() && utterance.script(end) == Script::digit) ++end;
        return end - begin;
    };
    for (std::size_t begin = 0; begin < letters.size(); ++begin) {
        if (utterance.script(begin) != Script::digit || (begin > 0 && utterance.script(begin - 1) == Script::digit)) continue;
        const auto length = digits_from(begin);
        const bool hyphen = length == 3 && letters.substr(begin + length).starts_with(U"ー") && digits_from(begin + 4) == 4;
        const auto end = begin + (hyphen ? 8 : length);
        const auto behind = letters.substr(end);
        const bool parted_before = begin == 0 || letters[begin - 1] != U'ー';
        const bool whole = length == 7 && (vicinity_at(behind) > 0 || behind.starts_with(U"で"));
        if (parted_before && !behind.starts_with(U"ー") && (hyphen || whole))
            found.push_back({begin, end, table_.place(), json::quote(utterance.written(begin, end))});
    }
}

void MentionReader::add_unlisted_places(const Utterance& utterance, std::vector<Mention>& mentions) const {
    const Letters letters(utterance.letters());
    const auto inside = [&](std::size_t letter) {
        return std::any_of(mentions.begin(), mentions.end(),
                           [letter](const Mention& one) { return one.begin <= letter && letter < one.end; });
    };
    for (std::size_t at = 1; at < letters.size(); ++at) {
        const bool station = letters[at] == U'駅' && !inside(at);
        const auto behind = letters.substr(at);
        const bool vicinity = (behind.front() == U'の' || behind.starts_with(U"周辺") || behind.starts_with(U"付近") ||
                               behind.starts_with(U"界隈")) && vicinity_at(behind) > 1 && !behind.starts_with(U"の中") &&
                              !behind.starts_with(U"の前");
        if ((!station && !vicinity) || utterance.is_break(at)) continue;
        // What ends here may be the tail of a longer name: 大阪城公園 has 公園 in it.
        std::size_t from = 0;
        auto tail = mentions.end();
        bool known = false;
        for (auto mention = mentions.begin(); mention != mentions.end(); ++mention) {
            if (mention->end == at) {
                tail = mention;
                known = mention->entity == table_.place() || mention->entity == table_.here() ||
                        table_.name(mention->entity) == "there" || table_.name(mention->entity) == "shop";
            } else if (mention->end < at) {
                from = std::max(from, mention->end);
            }
        }
        if (known) continue;
        const auto end = station ? at + 1 : at;
        const auto name = unlisted_name(utterance, from, at);
        if (!name || (tail != mentions.end() && name->begin >= tail->begin)) continue;
        if (everyday_.contains(letters.substr(name->begin, name->end - name->begin))) continue;
        // ホテル日航: a kind of shop that a name begins with belongs to it.
        auto begin = name->begin;
        const auto head = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& one) {
            const auto& entity = table_.name(one.entity);
            return one.end == begin && !utterance.is_start(begin) && (entity == "genre" || entity == "facility") &&
                   utterance.script(one.end - 1) != Script::hiragana;
        });
        if (head != mentions.end()) begin = head->begin;
        std::erase_if(mentions, [&](const Mention& one) { return one.begin < end && begin < one.end; });
        mentions.push_back({begin, end, table_.place(), json::quote(utterance.written(begin, end))});
        if (vicinity) drop_words_of_vicinity(utterance, mentions);
    }
}

}  // namespace hub::local_agent
