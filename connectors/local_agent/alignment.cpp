#include "connectors/local_agent/alignment.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kLongestName = 40;  // symbols
constexpr std::size_t kContext = 2;       // symbols beside a slot that must be there
constexpr std::size_t kMostReadings = 24; // an utterance with more is nonsense
constexpr double kSameFrame = 0.9;
constexpr double kMostAlike = 0.85;

class Aligner {
public:
    Aligner(const UtteranceSkeleton& utterance, const PhraseSkeleton& phrase, const std::vector<Mention>& mentions,
            const PairWeights& weights)
        : utterance_(utterance.symbols), phrase_(phrase), mentions_(mentions), weights_(weights) {}

    std::optional<Alignment> best() {
        place_slot(0, 0);
        return best_;
    }

private:
    // Finds a range for the next @sys.any slot of the phrase at or behind `phrase_from`, tries all, then goes on.
    void place_slot(std::size_t phrase_from, std::size_t utterance_from) {
        const auto slot = phrase_.symbols.find(kAnySymbol, phrase_from);
        if (slot == std::u32string::npos) return score();
        for (auto begin = utterance_from; begin < utterance_.size(); ++begin) {
            if (!may_begin(slot, begin) || is_inside_mention(utterance_[begin].begin)) continue;
            const auto farthest = std::min(utterance_.size(), begin + kLongestName);
            for (auto end = begin + 1; end <= farthest; ++end) {
                if (end - begin > 1 && utterance_[end - 1].is_break) break;
                if (!may_end(slot, end) || is_one_kana(begin, end)) continue;
                if (end < utterance_.size() && is_inside_mention(utterance_[end].begin)) continue;
                if (++readings_ > kMostReadings) return;
                names_.push_back({begin, end});
                place_slot(slot + 1, end);
                names_.pop_back();
            }
        }
    }

    bool may_begin(std::size_t slot, std::size_t begin) const {
        const auto before = std::min(slot, kContext);
        if (before > 0 && begin >= before && same(slot - before, begin - before, before)) return true;
        // A name may also follow something the phrase does not have: えっと、焼津駅の近く.
        return utterance_[begin].may_start_name;
    }

    bool may_end(std::size_t slot, std::size_t end) const {
        const auto behind = std::min(phrase_.symbols.size() - slot - 1, kContext);
        if (behind == 0) return end == utterance_.size();
        return end + behind <= utterance_.size() && same(slot + 1, end, behind);
    }

    // No place or shop is called そ.
    bool is_one_kana(std::size_t begin, std::size_t end) const {
        return end - begin == 1 && catalog::is_kana(utterance_[begin].symbol);
    }

    bool same(std::size_t phrase_at, std::size_t utterance_at, std::size_t count) const {
        for (std::size_t index = 0; index < count; ++index)
            if (phrase_.symbols[phrase_at + index] != utterance_[utterance_at + index].symbol) return false;
        return true;
    }

    bool is_inside_mention(std::size_t letter) const {
        return std::any_of(mentions_.begin(), mentions_.end(), [letter](const Mention& mention) {
            return mention.begin < letter && letter < mention.end;
        });
    }

    void score() {
        std::u32string symbols;
        std::size_t covered = 0;
        std::size_t at = 0;
        for (const auto& name : names_) {
            for (; at < name.begin; ++at) symbols += utterance_[at].symbol;
            symbols += kAnySymbol;
            at = name.end;
            covered += utterance_[name.end - 1].end - utterance_[name.begin].begin;
        }
        for (; at < utterance_.size(); ++at) symbols += utterance_[at].symbol;

        Alignment reading{0, names_, covered};
        if (symbols == phrase_.symbols) reading.score = phrase_.aliases.empty() ? 1.0 : kSameFrame;
        else reading.score = kMostAlike * likeness(weights_.pairs_of(symbols), phrase_.pairs);
        const bool better = !best_ || reading.score > best_->score ||
                            (reading.score == best_->score && covered < best_->name_letters);
        if (better) best_ = std::move(reading);
    }

    const std::vector<UtteranceSkeleton::Symbol>& utterance_;
    const PhraseSkeleton& phrase_;
    const std::vector<Mention>& mentions_;
    const PairWeights& weights_;
    std::vector<Alignment::Range> names_;
    std::optional<Alignment> best_;
    std::size_t readings_ = 0;
};

}  // namespace

std::optional<Alignment> align(const UtteranceSkeleton& utterance, const PhraseSkeleton& phrase,
                               const std::vector<Mention>& mentions, const PairWeights& weights) {
    return Aligner(utterance, phrase, mentions, weights).best();
}

}  // namespace hub::local_agent
