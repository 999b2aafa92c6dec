#include "connectors/local_agent/place_rules.hpp"

#include <algorithm>
#include <iterator>

namespace hub::local_agent {
namespace {

using Letters = std::u32string_view;

bool is_one_of(char32_t letter, Letters letters) { return letters.find(letter) != Letters::npos; }

template <std::size_t Count>
const Letters* longest_prefix(Letters text, const Letters (&words)[Count]) {
    const Letters* longest = nullptr;
    for (const auto& word : words)
        if (text.starts_with(word) && (longest == nullptr || word.size() > longest->size())) longest = &word;
    return longest;
}

template <std::size_t Count>
bool ends_with_one(Letters text, const Letters (&words)[Count]) {
    return std::any_of(std::begin(words), std::end(words), [text](Letters word) { return text.ends_with(word); });
}

constexpr Letters kEveryday[] = {
    U"有名", U"中央", U"学園", U"公園", U"大学", U"市場", U"空港", U"病院", U"学校", U"神社", U"温泉", U"本町", U"広場",
    U"役場", U"市役所", U"区役所", U"大通", U"東口", U"西口", U"南口", U"北口", U"会館", U"球場", U"美術館", U"動物園",
    U"水族館", U"遊園地", U"植物園", U"博物館", U"図書館", U"競馬場", U"体育館", U"運動公園", U"中学校", U"小学校", U"高校",
    U"幼稚園", U"保育園", U"商店街", U"新町", U"元町", U"田中", U"山田", U"中村", U"鈴木", U"佐藤", U"高橋", U"石田",
    U"小林", U"前川", U"森本", U"西田", U"子安", U"今日", U"明日", U"毎日", U"地区", U"地域", U"市内", U"町内", U"国際",
    U"海岸", U"港", U"競輪場", U"県庁前", U"工業団地", U"団地", U"牧場", U"城", U"古城", U"温水", U"電停", U"寺", U"道路",
    U"近代", U"大和", U"平和", U"和食", U"日本", U"洋食", U"家中", U"内海", U"大川", U"小川", U"前原", U"安心", U"安全",
    U"便利", U"希望", U"美味", U"予算", U"料金", U"時間", U"営業", U"休日", U"土日", U"日中", U"夜間", U"朝日", U"天気",
    U"高速", U"高級", U"大人", U"家族", U"子連れ", U"友人", U"二人", U"一人", U"三人", U"四人", U"観光", U"旅行", U"名所",
    U"予約", U"駐車場", U"住所", U"電話", U"無料", U"有料", U"普通", U"安め", U"高め", U"特典", U"割引", U"施設", U"場所",
    U"えりあ", U"もーる", U"ぱーく", U"ぷらざ", U"たわー", U"せんたー", U"こんび", U"てにす", U"すぽーつ", U"てれび",
    U"あそこ", U"おすすめ", U"いろいろ", U"このあと", U"ちなみ", U"あちら", U"そちら", U"こちら", U"ほかに", U"ところ",
    U"おおい", U"たかい", U"やすい", U"おいし", U"あかし", U"かいた", U"いいだ", U"みたい", U"みたけ", U"たいら", U"いしい",
    U"しましま", U"そのべ", U"みなみ", U"ひがし", U"にしの", U"きたい", U"はなし", U"おもい", U"いない", U"そうだ", U"だから",
    U"あらい", U"よした", U"ありた", U"できた", U"いった", U"きいた", U"しらい", U"おかね", U"ぜんぶ", U"さくら", U"みどり",
    U"ひかり", U"のぞみ", U"かわいい", U"おおはし", U"たのむ"};

// Names of one letter that are municipalities (堺市, 津市) are said so; the rest are words.
constexpr Letters kPlaceSuffixes[] = {U"駅", U"市", U"区", U"町", U"村", U"県", U"府", U"都", U"えき", U"停留所", U"停留場", U"電停"};

// A place may be followed by these; the shorter ones by what comes behind them.
constexpr Letters kBehindName[] = {
    U"の",   U"に",     U"で",   U"へ",   U"から",   U"を",     U"と",   U"か",   U"や",   U"は",   U"が",     U"も",
    U"なら", U"など",   U"って", U"だ",   U"まで",   U"あたり", U"へん", U"らへん", U"より", U"近く", U"近辺", U"近い",
    U"しゅうへん", U"駅", U"市", U"府",   U"県",     U"区",     U"町",   U"村",   U"周辺", U"付近", U"近郊",   U"辺り",
    U"辺",   U"方面",   U"界隈", U"旅行", U"観光",   U"行き",   U"行く", U"在住", U"住み", U"出張", U"到着",   U"発",
    U"着",   U"滞在",   U"全域", U"中心", U"出身",   U"のほう", U"方",   U"えりあ", U"です", U"市内", U"っす", U"寄り",
    U"最寄", U"いき",   U"いく", U"行っ", U"行こ",   U"行き",   U"泊",   U"在中", U"けど", U"やけど", U"ら辺",  U"ぐらい",
    U"くらい", U"内",   U"ね",   U"よ",   U"な",     U"エリア"};

// Behind a name with a suffix these make another word of it: 大阪市役所, 大阪市立, 駅弁.
constexpr Letters kOtherWordBehind[] = {U"役所", U"立", U"営", U"民", U"長", U"弁", U"議会", U"場", U"内に", U"伝"};

// 北区でなくてもいい: everywhere but there.
constexpr Letters kNotThere[] = {U"以外", U"でなく", U"じゃなく", U"ではなく", U"やなく", U"じゃない", U"ではない", U"にはこだわら",
                                 U"にこだわら"};

constexpr Letters kVicinity[] = {U"の近く",   U"の近辺", U"の周辺", U"の付近",   U"のそば", U"の周り", U"のまわり", U"のあたり",
                                 U"の辺り",   U"の近所", U"のへん", U"のすぐ近く", U"の近い", U"から近い", U"から近く", U"に近い",
                                 U"近く",     U"近辺",   U"周辺",   U"付近",     U"あたり", U"辺り",   U"界隈",     U"らへん",
                                 U"ら辺",     U"へん",   U"まわり", U"周り",     U"近郊",   U"から歩", U"の最寄",   U"から一番近",
                                 U"の隣",     U"の横",   U"の向かい", U"のとなり", U"の中",  U"の裏",   U"の前"};

// Words that stand before a place without a particle: 今度大阪に行く, jr大阪駅.
constexpr Letters kBeforeName[] = {U"今", U"今度", U"今日", U"明日", U"来週", U"今週", U"週末", U"当日", U"来月", U"今月", U"最近",
                                   U"最寄駅", U"最寄り駅", U"最寄", U"jr", U"阪急", U"阪神", U"京阪", U"南海", U"近鉄",
                                   U"地下鉄", U"めとろ", U"市営", U"じゃあ", U"ほな", U"やっぱり", U"やっぱ", U"あと", U"えっと", U"こんど", U"線", U"府", U"県", U"都", U"市", U"区", U"人", U"回", U"日",
                                   U"後", U"前", U"先", U"次", U"ちょっと", U"東急", U"京王", U"小田急", U"西鉄", U"名鉄", U"京急"};

// No name of a place nobody has listed is one of these alone.
constexpr Letters kNoNames[] = {U"最寄", U"最寄り", U"近", U"各", U"終着", U"乗換", U"同", U"主要", U"両", U"次", U"当", U"何",
                                U"駅", U"降車", U"乗車", U"店", U"家", U"自宅", U"私", U"所", U"施設", U"学校", U"会社", U"職場",
                                U"公園", U"宿", U"ほてる", U"一番", U"現在地", U"家族", U"子", U"その", U"この", U"実家", U"今",
                                U"どこか", U"会場", U"目的地", U"現地", U"駐車場", U"今日", U"地下鉄", U"電車", U"子連れ", U"無料",
                                U"とても", U"本当に", U"一番近く", U"ここ", U"そこ", U"どこ", U"うち", U"お宅", U"保育園", U"幼稚園",
                                U"ぱすぽーと", U"かーど", U"くーぽん", U"すまほ", U"あぷり", U"たいぷ", U"じゃんる", U"えりあ", U"地区", U"条件",
                                U"べびーかー", U"ねっと", U"ぽいんと"};

bool is_name_script(Script script) {
    return script == Script::kanji || script == Script::katakana || script == Script::latin || script == Script::digit;
}

bool is_kana_only(const Utterance& utterance, std::size_t begin, std::size_t end) {
    for (auto letter = begin; letter < end; ++letter)
        if (utterance.script(letter) != Script::hiragana && utterance.script(letter) != Script::katakana) return false;
    return true;
}

bool has_script(const Utterance& utterance, std::size_t begin, std::size_t end, Script script) {
    for (auto letter = begin; letter < end; ++letter)
        if (utterance.script(letter) == script) return true;
    return false;
}

// ミナミ and キタ are parts of Osaka; みなみ and 来た are words.
bool is_area_in_katakana(const Utterance& utterance, std::size_t begin, std::size_t end) {
    const auto name = Letters(utterance.letters()).substr(begin, end - begin);
    return (name == U"みなみ" || name == U"きた") && utterance.script(begin) == Script::katakana &&
           utterance.script(end) != Script::katakana;
}

// 北区以外, 京橋駅の近くでなくても: anywhere but there.
bool is_ruled_out(Letters behind) {
    static constexpr Letters kBetween[] = {U"駅", U"区", U"市", U"えき", U"の近く", U"から近く", U"最寄り", U"最寄", U"周辺", U"駅の近く",
                                           U"駅周辺", U"駅から近く", U"駅最寄り"};
    if (const auto* between = longest_prefix(behind, kBetween)) {
        const auto rest = behind.substr(between->size());
        if (longest_prefix(rest, kNotThere) != nullptr || rest.starts_with(U"なく")) return true;
    }
    return longest_prefix(behind, kNotThere) != nullptr;
}

bool may_stand_before(const Utterance& utterance, std::size_t begin, bool begins_fresh) {
    if (begin == 0 || begins_fresh || utterance.is_start(begin)) return true;
    const Letters before = Letters(utterance.letters()).substr(0, begin);
    if (ends_with_one(before, kBeforeName)) return true;
    // Behind a sentence whose end is long-drawn: おしえて〜大正区.
    if (before.back() == U'ー' && begin > 1 && utterance.script(begin - 2) == Script::hiragana) return true;
    // Behind a particle; a reading in kana needs one that cannot be the end of a longer word.
    if (utterance.script(begin - 1) != Script::hiragana) return false;
    return utterance.script(begin) != Script::hiragana || is_one_of(before.back(), U"はがをにでとのやへもら");
}

bool may_stand_behind(const Utterance& utterance, std::size_t begin, std::size_t end) {
    if (end >= utterance.size() || utterance.is_start(end)) return true;
    const Letters name = Letters(utterance.letters()).substr(begin, end - begin);
    const Letters behind = Letters(utterance.letters()).substr(end);
    if (has_place_suffix(name)) return longest_prefix(behind, kOtherWordBehind) == nullptr;
    const auto* word = longest_prefix(behind, kBehindName);
    if (word == nullptr) return false;
    return !(*word == U"市" || *word == U"区") || longest_prefix(behind.substr(1), kOtherWordBehind) == nullptr;
}

// 二名で, 行ってみたい: what ends here is a number of something or the stem of a verb.
bool is_count_or_verb(Letters letters, std::size_t end) {
    const auto last = letters[end - 1];
    if (is_one_of(last, U"名泊人円回日時分歳才")) return true;
    if (last == U'見' && end < letters.size() && letters[end] == U'に') return true;
    return end < letters.size() && is_one_of(last, U"行言思知待買使乗分食飲見探調教泊住借払") &&
           is_one_of(letters[end], U"いきくけこえっわらりるれろうべみめもちたて");
}

}  // namespace

EverydayWords::EverydayWords() {
    for (const auto word : kEveryday) words_.emplace(word);
}

bool has_place_suffix(Letters name) {
    return std::any_of(std::begin(kPlaceSuffixes), std::end(kPlaceSuffixes),
                       [name](Letters suffix) { return name.size() > suffix.size() && name.ends_with(suffix); });
}

bool is_meant_as_place(const Utterance& utterance, std::size_t begin, std::size_t end, bool begins_fresh,
                       const EverydayWords& everyday) {
    const Letters name = Letters(utterance.letters()).substr(begin, end - begin);
    const Letters behind = Letters(utterance.letters()).substr(end);
    const bool suffixed = has_place_suffix(name) || behind.starts_with(U"駅") || behind.starts_with(U"えき");
    if (!may_stand_before(utterance, begin, begins_fresh) || !may_stand_behind(utterance, begin, end)) return false;
    if (is_ruled_out(behind)) return false;
    if (suffixed) return true;
    if (is_area_in_katakana(utterance, begin, end)) return true;
    if (everyday.contains(name)) return false;
    if (name.size() == 1 && utterance.script(begin) != Script::kanji) return false;
    if (!is_kana_only(utterance, begin, end)) return true;
    // Readings are short and everywhere: they count where they were set off, in katakana or at a word's beginning.
    if (name.size() < 3) return false;
    if (has_script(utterance, begin, end, Script::katakana)) return true;
    const bool set_off = begin == 0 || begins_fresh || utterance.is_start(begin) ||
                         ends_with_one(Letters(utterance.letters()).substr(0, begin), kBeforeName);
    static constexpr Letters kBehindReading[] = {U"で",   U"に",   U"の",     U"から", U"まで",   U"へん",   U"らへん", U"周辺",
                                                 U"付近", U"行",   U"あたり", U"なら", U"やったら", U"だったら", U"やけど", U"やねん",
                                                 U"です", U"ですけど"};
    const bool ends_word = end >= utterance.size() || utterance.is_start(end);
    return vicinity_at(behind) > 0 || (set_off && (ends_word || longest_prefix(behind, kBehindReading) != nullptr));
}

std::size_t vicinity_at(Letters letters) {
    const auto* word = longest_prefix(letters, kVicinity);
    return word == nullptr ? 0 : word->size();
}

std::optional<NameRange> unlisted_name(const Utterance& utterance, std::size_t from, std::size_t end) {
    constexpr std::size_t kLongest = 24;
    auto lowest = std::max(from, end > kLongest ? end - kLongest : 0);
    for (auto letter = lowest + 1; letter < end; ++letter)
        if (utterance.is_break(letter)) lowest = letter;
    const Letters letters(utterance.letters());
    auto begin = end;
    while (begin > lowest) {
        const auto letter = begin - 1;
        if (is_name_script(utterance.script(letter)) || utterance.script(letter) == Script::other) {
            begin = letter;
            continue;
        }
        // A particle (or a verb's end) before a word of another script ends what stands before the name.
        const bool at_border = begin == end || is_name_script(utterance.script(begin)) || utterance.is_start(begin);
        if (at_border && begin < end && is_one_of(letters[letter], U"はがをにでとのへもやらかてるくいなうね")) break;
        if (utterance.is_start(begin) && begin < end) break;
        begin = letter;
    }
    if (begin > 0 && begin == lowest && from == lowest && begin < end && is_one_of(letters[begin], U"のではにをがと") &&
        utterance.script(begin) == Script::hiragana)
        ++begin;
    static constexpr Letters kFillers[] = {U"じゃあ", U"では", U"なら", U"あと", U"やっぱり", U"えっと", U"それでは", U"ほな", U"もし", U"それなら"};
    if (const auto* filler = longest_prefix(letters.substr(begin, end - begin), kFillers);
        filler != nullptr && utterance.script(begin) == Script::hiragana)
        begin += filler->size();
    if (begin >= end || is_count_or_verb(letters, end) || is_ruled_out(letters.substr(end))) return std::nullopt;
    static constexpr Letters kNoEnds[] = {U"以外", U"条件", U"系", U"位", U"たいぷ", U"地区", U"区以外", U"など", U"全部"};
    if (ends_with_one(letters.substr(begin, end - begin), kNoEnds)) return std::nullopt;
    const auto name = letters.substr(begin, end - begin);
    if (std::find(std::begin(kNoNames), std::end(kNoNames), name) != std::end(kNoNames)) return std::nullopt;
    // Names end in the letters of names: 近辺の駅 and できるだけ駅から have none.
    if (!is_name_script(utterance.script(end - 1)) || utterance.script(begin) == Script::digit) return std::nullopt;
    return NameRange{begin, end};
}

}  // namespace hub::local_agent
