#include "connectors/local_agent/intent_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace hub::local_agent {
namespace {

constexpr std::size_t kNearest = 3;
constexpr int kRounds = 24;
constexpr double kStep = 0.4;
constexpr double kDecay = 1e-5;

// The order in which samples are learnt from: mixed, and always the same.
std::vector<std::size_t> mixed(std::size_t count, std::uint64_t seed) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        std::swap(order[left - 1], order[static_cast<std::size_t>((seed >> 33) % left)]);
    }
    return order;
}

}  // namespace

IntentModel::IntentModel(const std::vector<Sample>& samples, std::size_t intents) : intents_(intents) {
    count(samples);
    std::vector<Vector> vectors;
    vectors.reserve(samples.size());
    for (const auto& sample : samples) {
        vectors.push_back(vector_of(sample.symbols));
        intent_of_.push_back(sample.intent);
    }
    index(vectors);
    train(vectors, samples);
}

// A gram that only one intent's phrases have says much, 教えて that all have says little.
void IntentModel::count(const std::vector<Sample>& samples) {
    std::vector<std::set<std::size_t>> intents_with;
    for (const auto& sample : samples) {
        for (const auto gram : grams_of(sample.symbols)) {
            const auto [known, is_new] = number_of_.try_emplace(gram, static_cast<Number>(number_of_.size()));
            if (is_new) intents_with.emplace_back();
            intents_with[known->second].insert(sample.intent);
        }
    }
    const auto rarity = [this](std::size_t with) {
        return static_cast<float>(0.5 + std::log((1.0 + static_cast<double>(intents_)) / static_cast<double>(with)));
    };
    for (const auto& with : intents_with) rarity_.push_back(rarity(with.size()));
    unknown_rarity_ = 0.5F * rarity(1);
}

IntentModel::Vector IntentModel::vector_of(std::u32string_view symbols) const {
    Vector vector;
    double all = 0;
    for (const auto gram : grams_of(symbols)) {
        const auto known = number_of_.find(gram);
        const auto weight = known == number_of_.end() ? unknown_rarity_ : rarity_[known->second];
        all += weight * weight;
        if (known != number_of_.end()) vector.known.push_back({known->second, weight});
    }
    vector.norm = std::sqrt(all);
    return vector;
}

void IntentModel::index(const std::vector<Vector>& vectors) {
    std::vector<std::vector<Posting>> lists(number_of_.size());
    for (std::size_t sample = 0; sample < vectors.size(); ++sample)
        for (const auto& [gram, weight] : vectors[sample].known)
            lists[gram].push_back(
                {static_cast<std::uint32_t>(sample), static_cast<float>(weight / vectors[sample].norm)});
    for (const auto& list : lists) {
        first_posting_.push_back(static_cast<std::uint32_t>(postings_.size()));
        postings_.insert(postings_.end(), list.begin(), list.end());
    }
    first_posting_.push_back(static_cast<std::uint32_t>(postings_.size()));
}

std::vector<double> IntentModel::probabilities(const Vector& vector, const std::vector<bool>& allowed) const {
    double square = 0;
    for (const auto& one : vector.known) square += one.weight * one.weight;
    const auto scale = square > 0 ? 1 / std::sqrt(square) : 0;
    std::vector<double> scores(bias_.begin(), bias_.end());
    for (const auto& [gram, weight] : vector.known) {
        const auto* row = &weights_[gram * intents_];
        for (std::size_t intent = 0; intent < intents_; ++intent) scores[intent] += scale * weight * row[intent];
    }
    double highest = -1e300;
    for (std::size_t intent = 0; intent < intents_; ++intent)
        if (allowed[intent]) highest = std::max(highest, scores[intent]);
    double sum = 0;
    for (std::size_t intent = 0; intent < intents_; ++intent) {
        scores[intent] = allowed[intent] ? std::exp(scores[intent] - highest) : 0;
        sum += scores[intent];
    }
    if (sum > 0)
        for (auto& score : scores) score /= sum;
    return scores;
}

// Stochastic gradient with a step of its own for each weight (AdaGrad).
void IntentModel::train(const std::vector<Vector>& vectors, const std::vector<Sample>& samples) {
    weights_.assign(number_of_.size() * intents_, 0);
    bias_.assign(intents_, 0);
    std::vector<float> steps(weights_.size(), 1e-6F);
    std::vector<float> bias_steps(intents_, 1e-6F);
    std::vector<double> counts(intents_, 0);
    for (const auto& sample : samples) ++counts[sample.intent];
    const std::vector<bool> all(intents_, true);
    const auto average = static_cast<double>(samples.size()) / static_cast<double>(std::max<std::size_t>(1, intents_));
    for (int round = 0; round < kRounds; ++round) {
        for (const auto number : mixed(samples.size(), static_cast<std::uint64_t>(round) + 1)) {
            const auto& vector = vectors[number];
            const auto wanted = samples[number].intent;
            // Small intents are heard as well as large ones, though not quite as loud.
            const auto loudness = std::sqrt(average / counts[wanted]);
            auto scores = probabilities(vector, all);
            scores[wanted] -= 1;
            double square = 0;
            for (const auto& one : vector.known) square += one.weight * one.weight;
            const auto scale = square > 0 ? 1 / std::sqrt(square) : 0;
            for (std::size_t intent = 0; intent < intents_; ++intent) {
                const auto error = loudness * scores[intent];
                if (std::abs(error) < 1e-4) continue;
                for (const auto& [gram, weight] : vector.known) {
                    const auto at = gram * intents_ + intent;
                    const auto slope = static_cast<float>(error * scale * weight + kDecay * weights_[at]);
                    steps[at] += slope * slope;
                    weights_[at] -= static_cast<float>(kStep) * slope / std::sqrt(steps[at]);
                }
                bias_steps[intent] += static_cast<float>(error * error);
                bias_[intent] -= static_cast<float>(0.1 * error / std::sqrt(bias_steps[intent]));
            }
        }
    }
}

void IntentModel::add_nearest(const Vector& vector, std::vector<Evidence>& evidence) const {
    if (vector.norm <= 0) return;
    std::vector<float> likeness(intent_of_.size(), 0);
    for (const auto& [gram, weight] : vector.known)
        for (auto posting = first_posting_[gram]; posting < first_posting_[gram + 1]; ++posting)
            likeness[postings_[posting].sample] += weight * postings_[posting].weight;
    for (std::size_t sample = 0; sample < likeness.size(); ++sample) {
        if (likeness[sample] <= 0) continue;
        auto& nearest = evidence[intent_of_[sample]].nearest;
        const auto value = std::min(1.0, likeness[sample] / vector.norm);
        if (nearest.size() == kNearest && nearest.back().likeness >= value) continue;
        if (nearest.size() == kNearest) nearest.pop_back();
        const auto place = std::find_if(nearest.begin(), nearest.end(),
                                        [value](const Near& near) { return near.likeness < value; });
        nearest.insert(place, {sample, value});
    }
}

std::vector<IntentModel::Evidence> IntentModel::weigh(std::u32string_view symbols,
                                                      const std::vector<bool>& allowed) const {
    std::vector<Evidence> evidence(intents_);
    const auto vector = vector_of(symbols);
    const auto probability = probabilities(vector, allowed);
    for (std::size_t intent = 0; intent < intents_; ++intent) evidence[intent].probability = probability[intent];
    add_nearest(vector, evidence);
    return evidence;
}

}  // namespace hub::local_agent
