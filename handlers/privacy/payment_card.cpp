#include "handlers/privacy/payment_card.hpp"

namespace hub::privacy {
namespace {

constexpr std::size_t kShortest = 13;
constexpr std::size_t kLongest = 19;

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
        const int value = *digit - '0';
        sum += !doubled ? value : value > 4 ? 2 * value - 9 : 2 * value;
    }
    return sum % 10 == 0;
}

// As cards are printed: in one piece or 4-4-4-4, American Express 4-6-5, Diners 4-6-4.
bool is_printed_like_card(const DigitRun& run, std::size_t from, std::size_t to) {
    std::vector<std::size_t> sizes;
    for (auto group = from; group <= to; ++group) sizes.push_back(run[group].digits.size());
    using Sizes = std::vector<std::size_t>;
    return sizes.size() == 1 || sizes == Sizes{4, 4, 4, 4} || sizes == Sizes{4, 6, 5} || sizes == Sizes{4, 6, 4};
}

}  // namespace

bool is_payment_card(const DigitRun& run, std::size_t from, std::size_t to, std::string_view digits) {
    return digits.size() >= kShortest && digits.size() <= kLongest && digits.front() >= '2' && digits.front() <= '6' &&
           passes_luhn(digits) && is_printed_like_card(run, from, to);
}

}  // namespace hub::privacy
