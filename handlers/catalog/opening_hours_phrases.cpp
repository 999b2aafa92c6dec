#include "handlers/catalog/opening_hours_phrases.hpp"

#include <algorithm>

namespace hub::catalog {
namespace {

using Kind = HoursWord::Kind;

// Those of kind `other` are there because they contain a word that would mean something else.
// clang-format off
constexpr HoursPhrase kPhrases[] = {
    {U"営業日", Kind::hours_follow}, {U"診療日", Kind::hours_follow}, {U"営業時間", Kind::hours_follow},
    {U"診療時間", Kind::hours_follow}, {U"受付時間", Kind::hours_follow}, {U"利用時間", Kind::hours_follow},
    {U"開館時間", Kind::hours_follow}, {U"開所時間", Kind::hours_follow},
    {U"開店", Kind::opens}, {U"おーぷん", Kind::opens}, {U"open", Kind::opens},
    {U"定 休 日", Kind::closed}, {U"定 休日", Kind::closed}, {U"定休 日", Kind::closed}, {U"休 日", Kind::closed},
    {U"定休日", Kind::closed}, {U"定休", Kind::closed}, {U"店休日", Kind::closed}, {U"休業日", Kind::closed},
    {U"休業", Kind::closed}, {U"休館日", Kind::closed}, {U"休館", Kind::closed}, {U"休診日", Kind::closed},
    {U"休診", Kind::closed}, {U"休園日", Kind::closed}, {U"休所日", Kind::closed}, {U"休日", Kind::closed},
    {U"お休み", Kind::closed}, {U"休み", Kind::closed}, {U"休", Kind::closed},
    {U"より", Kind::to}, {U"から", Kind::to},
    {U"休前日", Kind::irregular}, {U"長期連休", Kind::irregular}, {U"不定休", Kind::irregular},
    {U"不定期", Kind::irregular}, {U"臨時休業", Kind::irregular}, {U"臨時休館", Kind::irregular},
    {U"臨時", Kind::irregular}, {U"変則", Kind::irregular}, {U"異なる", Kind::differs},
    {U"異なります", Kind::differs}, {U"変動", Kind::irregular}, {U"変更", Kind::irregular},
    {U"かれんだー", Kind::irregular}, {U"会社指定休日", Kind::irregular}, {U"荒天", Kind::irregular},
    {U"要確認", Kind::irregular},
    {U"連休", Kind::other}, {U"午前", Kind::other},
    {U"年中無休", Kind::never_closed}, {U"無休", Kind::never_closed},
    {U"隔週", Kind::sometimes}, {U"最終", Kind::sometimes},
    {U"らすとおーだー", Kind::last_order}, {U"らすといん", Kind::last_order},
    {U"おーだーすとっぷ", Kind::last_order}, {U"最終受付", Kind::last_order}, {U"最終入場", Kind::last_order},
    {U"最終入館", Kind::last_order}, {U"受付", Kind::last_order}, {U"入館は", Kind::last_order},
    {U"入場は", Kind::last_order},
    {U"祝日の場合", Kind::on_holiday}, {U"祝祭日の場合", Kind::on_holiday}, {U"祝休日の場合", Kind::on_holiday},
    {U"休日の場合", Kind::on_holiday}, {U"祝日にあたる", Kind::on_holiday}, {U"祝日に当たる", Kind::on_holiday},
    {U"祝日と重なる", Kind::on_holiday}, {U"祝日のとき", Kind::on_holiday}, {U"祝日の時", Kind::on_holiday},
    {U"翌平日", Kind::next_day}, {U"翌営業日", Kind::next_day}, {U"翌日", Kind::next_day},
    {U"除く", Kind::except}, {U"以外", Kind::except}, {U"関係なく", Kind::except},
    {U"終日", Kind::all_day}, {U"24時間", Kind::all_day},
    {U"午後", Kind::afternoon, 12 * 60},
    {U"および", Kind::separator}, {U"及び", Kind::separator}, {U"毎週", Kind::separator}, {U"毎月", Kind::separator},
};

constexpr YearEnd kYearEnds[] = {
    {U"年末年始", {1231, 102}, {1228, 105}},
    {U"年末", {1231, 1231}, {1228, 1231}},
    {U"正月", {101, 101}, {101, 105}},
    {U"年始", {101, 101}, {101, 105}},
    {U"三が日", {101, 103}, {}},
    {U"元日", {101, 101}, {}},
    {U"元旦", {101, 101}, {}},
    {U"大晦日", {1231, 1231}, {}},
    {U"盆", {}, {811, 817}},
    {U"夏季休", {}, {808, 820}},
    {U"夏期休", {}, {808, 820}},
    {U"夏休み", {}, {808, 820}},
    {U"gw", {}, {428, 507}},
    {U"ごーるでんうぃーく", {}, {428, 507}},
};
// clang-format on

// 17時営業日曜休み speaks of no 営業日.
bool ends_in_weekday(std::u32string_view text, std::u32string_view letters) {
    return letters.ends_with(U"日") && text.substr(letters.size()).starts_with(U"曜");
}

}  // namespace

const HoursPhrase* hours_phrase_at(std::u32string_view text) {
    const HoursPhrase* longest = nullptr;
    for (const auto& phrase : kPhrases) {
        const bool longer = longest == nullptr || phrase.letters.size() > longest->letters.size();
        if (longer && text.starts_with(phrase.letters) && !ends_in_weekday(text, phrase.letters)) longest = &phrase;
    }
    return longest;
}

const YearEnd* year_end_at(std::u32string_view text) {
    const auto* found = std::find_if(std::begin(kYearEnds), std::end(kYearEnds),
                                     [text](const YearEnd& one) { return text.starts_with(one.letters); });
    return found != std::end(kYearEnds) ? found : nullptr;
}

}  // namespace hub::catalog
