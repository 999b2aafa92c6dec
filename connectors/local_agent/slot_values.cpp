#include "connectors/local_agent/slot_values.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "connectors/local_agent/place_rules.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

using Letters = std::u32string_view;

struct Symbol {
    char32_t symbol;
    std::size_t begin;  // letters
    std::size_t end;
};

// The symbols of the whole utterance, with where they stand; edges are empty.
std::vector<Symbol> placed_symbols(const Utterance& utterance, const std::vector<Mention>& mentions) {
    std::vector<Symbol> symbols{{kEdge, 0, 0}};
    auto mention = mentions.begin();
    for (std::size_t letter = 0; letter < utterance.size();) {
        if (letter > 0 && utterance.is_break(letter)) symbols.push_back({kEdge, letter, letter});
        if (mention != mentions.end() && mention->begin == letter) {
            symbols.push_back({kEntitySymbol + static_cast<char32_t>(mention->entity), letter, mention->end});
            letter = (mention++)->end;
        } else {
            symbols.push_back({utterance.letters()[letter], letter, letter + 1});
            ++letter;
        }
    }
    symbols.push_back({kEdge, utterance.size(), utterance.size()});
    return symbols;
}

class NameFinder {
public:
    NameFinder(const TrainedAgent& agent, const Intent& intent, const Utterance& utterance, const Reading& reading)
        : agent_(agent), utterance_(utterance), mentions_(reading.mentions),
          symbols_(placed_symbols(utterance, reading.mentions)),
          intent_(static_cast<std::size_t>(&intent - agent.definition().intents.data())) {}

    // The letters that stand where the phrases have the parameter's slot; the frame that fits best decides.
    std::optional<NameRange> find(const Parameter& parameter) const {
        std::optional<NameRange> best;
        std::tuple<std::size_t, std::size_t, std::ptrdiff_t> best_rank{0, 0, 0};
        for (const auto& frame : agent_.frames()) {
            if (frame.intent != intent_ || frame.parameter != parameter.name) continue;
            if (real_symbols(frame.before) + real_symbols(frame.after) == 0) continue;  // a name alone says nothing
            for (std::size_t at = 1; at < symbols_.size(); ++at) {
                if (!stands_at(frame.after, at) || symbols_[at - 1].symbol >= kEntitySymbol) continue;
                if (symbols_[at - 1].symbol == kEdge) continue;
                const auto fitted = before(frame, at, parameter.entity == kAnyEntity);
                if (!fitted) continue;
                const auto& [name, matched] = *fitted;
                const std::tuple rank{matched + real_symbols(frame.after), real_symbols(frame.after),
                                      -static_cast<std::ptrdiff_t>(name.end - name.begin)};
                if (rank <= best_rank) continue;
                if (parameter.entity != kAnyEntity && is_plain(name)) continue;
                best = name;
                best_rank = rank;
            }
        }
        return best;
    }

private:
    static std::size_t real_symbols(const std::u32string& symbols) {
        return static_cast<std::size_t>(std::count_if(symbols.begin(), symbols.end(), [](char32_t s) { return s != kEdge; }));
    }

    bool stands_at(const std::u32string& wanted, std::size_t at) const {
        if (wanted.empty() || at + wanted.size() > symbols_.size()) return false;
        for (std::size_t index = 0; index < wanted.size(); ++index)
            if (symbols_[at + index].symbol != wanted[index]) return false;
        return true;
    }

    struct Fitted {
        NameRange name;
        std::size_t matched;  // symbols of the frame before the slot
    };
    // The name that ends before symbol `at`, if what the frame has before its slot allows one.
    std::optional<Fitted> before(const SlotFrame& frame, std::size_t at, bool any) const {
        const auto end = symbols_[at - 1].end;
        auto from = std::size_t{0};
        for (const auto& mention : mentions_)
            if (mention.end <= end) from = std::max(from, mention.end);
        for (std::size_t letter = from + 1; letter < end; ++letter)
            if (utterance_.is_break(letter)) from = letter;
        std::size_t matched = 0;
        if (real_symbols(frame.before) == frame.before.size() && !frame.before.empty()) {
            for (auto symbol = at - 1; symbol > 0; --symbol) {
                if (symbols_[symbol].end <= from) break;
                if (symbol + 1 < frame.before.size() || !stands_at(frame.before, symbol + 1 - frame.before.size())) continue;
                if (symbols_[symbol].end >= end) continue;
                from = symbols_[symbol].end;
                matched = frame.before.size();
                break;
            }
        }
        // A frame with nothing behind its slot needs what is before it, or the whole sentence.
        if (real_symbols(frame.after) == 0 && matched == 0 && from > 0) return std::nullopt;
        if (from >= end) return std::nullopt;
        if (any) return is_one_kana(from, end) ? std::nullopt : std::optional(Fitted{{from, end}, matched});
        const auto name = unlisted_name(utterance_, from, end);
        if (!name || !is_long_enough(*name)) return std::nullopt;
        return Fitted{*name, matched};
    }

    // Two letters of kanji (予算, 条件) are a word more often than a name nobody has listed.
    bool is_long_enough(const NameRange& name) const {
        constexpr std::size_t kLeast = 3;
        return name.end - name.begin >= kLeast;
    }

    // The phrases have these letters where they have no slot. Looked up once for a range: many frames lead to the same.
    bool is_plain(const NameRange& name) const {
        const auto [known, is_new] = plain_.try_emplace({name.begin, name.end}, false);
        if (is_new) known->second = is_in_plain_text(name);
        return known->second;
    }

    bool is_in_plain_text(const NameRange& name) const {
        const auto letters = Letters(utterance_.letters()).substr(name.begin, name.end - name.begin);
        const auto& plain = agent_.plain_texts();
        return std::any_of(plain.begin(), plain.end(), [letters](const TrainedAgent::PlainText& text) {
            return text.letters.find(letters) != std::u32string::npos;
        });
    }

    // No place or shop is called そ.
    bool is_one_kana(std::size_t begin, std::size_t end) const {
        return end - begin == 1 && utterance_.script(begin) == Script::hiragana;
    }

    const TrainedAgent& agent_;
    const Utterance& utterance_;
    const std::vector<Mention>& mentions_;
    const std::vector<Symbol> symbols_;
    const std::size_t intent_;
    mutable std::map<std::pair<std::size_t, std::size_t>, bool> plain_;
};

// Of several places the one that says most where: a station, then one with "near", then the later one.
std::tuple<bool, bool, std::size_t> precision(const Utterance& utterance, const Mention& place) {
    const Letters letters(utterance.letters());
    const auto name = letters.substr(place.begin, place.size());
    return {name.ends_with(U"駅"), vicinity_at(letters.substr(place.end)) > 0, place.begin};
}

}  // namespace

std::vector<SlotValue> slot_values(const TrainedAgent& agent, const Intent& intent, const Utterance& utterance,
                                   const Reading& reading) {
    struct Placed {
        std::size_t begin;
        SlotValue value;
    };
    std::vector<Placed> found;
    auto mentions = reading.mentions;
    mentions.insert(mentions.end(), reading.also.begin(), reading.also.end());
    const auto& table = agent.table();
    const NameFinder names(agent, intent, utterance, reading);
    for (const auto& parameter : intent.parameters) {
        const auto entity = table.find(parameter.entity);
        std::vector<const Mention*> own;
        for (const auto& mention : mentions)
            if (mention.entity == entity) own.push_back(&mention);
        if (entity == table.place() && !parameter.is_list && own.size() > 1)
            own = {*std::max_element(own.begin(), own.end(), [&](const Mention* one, const Mention* other) {
                return precision(utterance, *one) < precision(utterance, *other);
            })};
        // What is asked for is said last: the café in 抱っこ紐で入れる喫茶店.
        if (!parameter.is_list && !own.empty() && own.front()->entry != Mention::kUnlisted)
            own = {*std::max_element(own.begin(), own.end(), [](const Mention* one, const Mention* other) {
                return one->begin < other->begin;
            })};
        for (const auto* mention : own)
            found.push_back({mention->begin, {parameter.name, mention->value, utterance.written(mention->begin, mention->end)}});
        const bool open = parameter.entity == kAnyEntity || (entity != EntityTable::kNone && table.is_open(entity));
        if (!own.empty() || !open) continue;
        if (const auto name = names.find(parameter)) {
            const auto written = utterance.written(name->begin, name->end);
            found.push_back({name->begin, {parameter.name, json::quote(written), written}});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Placed& one, const Placed& other) { return one.begin < other.begin; });
    std::vector<SlotValue> values;
    for (auto& one : found) values.push_back(std::move(one.value));
    return values;
}

}  // namespace hub::local_agent
