#pragma once

#include <chrono>
#include <vector>

#include "connectors/local_agent/mention.hpp"
#include "connectors/local_agent/place_rules.hpp"
#include "connectors/local_agent/utterance.hpp"
#include "connectors/local_agent/vocabulary.hpp"

namespace hub::local_agent {

// Finds what an utterance mentions: words of the vocabulary by longest match, days, and places that are in no list by
// what follows them. The references must outlive it. Immutable.
class MentionReader {
public:
    MentionReader(const EntityTable& table, const Vocabulary& vocabulary, const EverydayWords& everyday)
        : table_(table), vocabulary_(vocabulary), everyday_(everyday) {}

    Reading read(const Utterance& utterance, std::chrono::sys_days today) const;

private:
    std::vector<Mention> candidates(const Utterance& utterance, std::chrono::sys_days today) const;
    bool is_whole_word(const Utterance& utterance, std::size_t begin, std::size_t end) const;
    void add_unlisted_places(const Utterance& utterance, std::vector<Mention>& mentions) const;
    void add_postal_codes(const Utterance& utterance, std::vector<Mention>& found) const;
    void drop_words_of_vicinity(const Utterance& utterance, std::vector<Mention>& mentions) const;
    void drop_near_what_was_named(const Utterance& utterance, std::vector<Mention>& mentions) const;
    Mention place_mention(const Utterance& utterance, std::size_t begin, std::size_t end) const;

    const EntityTable& table_;
    const Vocabulary& vocabulary_;
    const EverydayWords& everyday_;
};

}  // namespace hub::local_agent
