#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "connectors/local_agent/skeleton.hpp"

namespace hub::local_agent {

// How an utterance can be read as a training phrase.
struct Alignment {
    // 1 for the phrase itself, 0.9 for its frame with other names in the slots, below that by likeness (at most 0.85).
    // The numbers are ours, not Google's.
    double score = 0;
    // The symbols of the utterance that each @sys.any slot of the phrase covers, in order.
    struct Range {
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Range> names{};
    std::size_t name_letters = 0;  // covered by them altogether
};

// The best reading of `utterance` as `phrase`. The utterance must have slots for exactly the phrase's entities. A
// @sys.any slot stands where the symbols around it in the phrase stand in the utterance; it never cuts through one of
// `mentions` (この近く is not a place こ followed by の近く). Nothing when a slot finds no place.
std::optional<Alignment> align(const UtteranceSkeleton& utterance, const PhraseSkeleton& phrase,
                               const std::vector<Mention>& mentions, const PairWeights& weights);

}  // namespace hub::local_agent
