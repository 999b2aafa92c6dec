#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/local_agent/symbols.hpp"

namespace hub::local_agent {

// What the training phrases say about which intent a sentence means. Two kinds of evidence: how like it is to single
// phrases (cosine over weighted n-grams), and which n-grams tell the intents apart (multinomial logistic regression,
// trained when the export is read; the same phrases always give the same weights). Immutable.
class IntentModel {
public:
    struct Sample {
        std::u32string symbols;
        std::size_t intent;
    };
    IntentModel(const std::vector<Sample>& samples, std::size_t intents);

    struct Near {
        std::size_t sample;
        double likeness;  // 0 to 1
    };
    struct Evidence {
        double probability = 0;      // among the allowed intents
        std::vector<Near> nearest{};  // its phrases most like the sentence, at most three, the likest first
    };
    // By intent. `allowed`: which may be meant at all; the others have no probability, only their nearest phrases.
    std::vector<Evidence> weigh(std::u32string_view symbols, const std::vector<bool>& allowed) const;

private:
    using Number = std::uint32_t;  // of a gram
    struct Weighted {
        Number gram;
        float weight;
    };
    struct Vector {
        std::vector<Weighted> known;
        double norm = 0;  // with the grams no phrase has
    };
    Vector vector_of(std::u32string_view symbols) const;
    void count(const std::vector<Sample>& samples);
    void index(const std::vector<Vector>& vectors);
    void train(const std::vector<Vector>& vectors, const std::vector<Sample>& samples);
    std::vector<double> probabilities(const Vector& vector, const std::vector<bool>& allowed) const;
    void add_nearest(const Vector& vector, std::vector<Evidence>& evidence) const;

    std::size_t intents_;
    std::unordered_map<Gram, Number> number_of_;
    std::vector<float> rarity_;  // by gram: how much it says
    float unknown_rarity_ = 0;
    std::vector<float> weights_;  // [gram][intent]
    std::vector<float> bias_;     // by intent
    struct Posting {
        std::uint32_t sample;
        float weight;
    };
    std::vector<std::uint32_t> first_posting_;  // by gram; one more than grams
    std::vector<Posting> postings_;
    std::vector<std::size_t> intent_of_;  // by sample
};

}  // namespace hub::local_agent
