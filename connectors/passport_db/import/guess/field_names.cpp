#include "connectors/passport_db/import/guess/field_names.hpp"

#include <algorithm>

namespace hub::passport_db {
namespace {

using Parts = std::vector<std::string_view>;

std::vector<FieldSigns> common_signs() {
    return {
        {"position", {"location", "位置", "緯度経度"}, {}, {}, CellShape::position, true},
        {"lat", {"緯度", "lat", "latitude", "Y"}, {"緯度"}, {}, CellShape::latitude, true},
        {"lng", {"経度", "lng", "lon", "longitude", "X"}, {"経度"}, {}, CellShape::longitude, true},
        {"tel",
         {"電話番号", "TEL", "tel", "連絡先電話番号", "telephoneNumber"},
         {"電話番号", "tel", "TEL", "電話"},
         {"FAX", "内線"},
         CellShape::phone,
         true},
        {"postal_code", {"郵便番号", "zipcode"}, {"郵便番号", "zip"}, {}, CellShape::postal_code, true},
        {"name_kana",
         {"名称_カナ", "かな", "カナ", "フリガナ"},
         {"カナ", "かな", "kana", "フリガナ", "ふりがな"},
         {"（"},
         CellShape::kana,
         true},
        {"address",
         {"住所", "所在地", "address", "店舗住所", "所在地_連結表記"},
         {"住所", "所在地"},
         {"コード"},
         CellShape::address,
         true},
        {"city",
         {"市区町村名", "市区町村", "cityName", "所在地_市区町村"},
         {"市区町村名"},
         {"コード"},
         CellShape::text,
         false},
        {"url",
         {"URL", "url", "ホームページ", "referenceObject", "店舗URL"},
         {"URL", "ホームページ", "HPアドレス"},
         {"画像", "写真", "インスタ"},
         CellShape::url,
         true},
        {"closed_days",
         {"定休日", "休業日", "休館日", "休園日"},
         {"定休日", "休業日", "休館日"},
         {},
         CellShape::text,
         false},
    };
}

FieldSigns key_signs() {
    return {
        "source_key",
        {"ID", "NO", "No", "№", "番号", "施設ID", "管理番号", "受付番号", "法人番号", "#property", "id", "no", "code"},
        {"番号", "ID"},
        {"郵便", "電話", "FAX", "コード", "内線", "アイコン", "ブロック", "利用者"},
        CellShape::text,
        false};
}

// Of events; the text in which anything may stand chooses last.
std::vector<FieldSigns> event_signs() {
    return {
        {"title",
         {"行事名", "イベント名", "eventName", "催し名", "タイトル", "title", "名称"},
         {"行事", "イベント名", "催し"},
         {},
         CellShape::text,
         false},
        {"starts_on", {"開始日", "startDate", "開始年月日"}, {"開始日"}, {"時"}, CellShape::day, false},
        {"ends_on", {"終了日", "endDate", "終了年月日"}, {"終了日"}, {"時"}, CellShape::day, false},
        {"period",
         {"開催日", "日程", "開催期間", "期間", "日時"},
         {"開催日", "開催期間"},
         {"申込"},
         CellShape::day,
         true},
        {"start_time", {"開始時間", "開始時刻", "startTime"}, {"開始時"}, {}, CellShape::time, false},
        {"end_time", {"終了時間", "終了時刻", "endTime"}, {"終了時"}, {}, CellShape::time, false},
        {"venue", {"場所名称", "会場", "venue", "場所", "開催場所"}, {"会場", "場所"}, {}, CellShape::text, false},
        {"organizer",
         {"主催", "主催者", "organizer", "問い合わせ先"},
         {"主催", "問い合わせ先"},
         {},
         CellShape::text,
         false},
        {"fee_text", {"料金", "参加費", "費用"}, {"料金", "参加費"}, {}, CellShape::text, false},
        {"body", {"説明", "overview", "内容", "概要", "備考"}, {"説明", "内容"}, {}, CellShape::text, false},
    };
}

// Of shops, facilities and places; the text in which anything may stand chooses last.
std::vector<FieldSigns> thing_signs() {
    return {
        {"name",
         {"名称", "施設名", "店舗名", "登録施設名", "公園名", "name", "名前", "店名", "クーポン名", "法人名",
          "original_name"},
         {"施設名", "店舗名", "店名", "園名", "名称"},
         {"カナ", "かな", "通称", "英語", "都道府県", "市区町村", "団体", "連絡先", "表示"},
         CellShape::text,
         false},
        {"opening_hours",
         {"営業時間", "開館時間", "提供時間", "利用時間", "利用可能日時特記事項"},
         {"営業時間", "開館時間", "提供時間"},
         {},
         CellShape::text,
         false},
        {"comment",
         {"説明", "紹介文", "コメント", "店舗説明", "公園紹介文", "概要", "備考", "詳細情報"},
         {"説明", "紹介"},
         {"英語"},
         CellShape::text,
         false},
    };
}

bool any_part(const std::vector<std::string>& header, const Parts& parts) {
    return std::any_of(header.begin(), header.end(), [&](const std::string& name) {
        return std::any_of(parts.begin(), parts.end(), [&](auto part) { return name.find(part) != std::string::npos; });
    });
}

int occurrences(const std::string& text, const Parts& words) {
    int count = 0;
    for (const auto word : words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) ++count;
    return count;
}

}  // namespace

std::vector<FieldSigns> signs_of(ListKind kind) {
    std::vector<FieldSigns> signs{key_signs()};
    const auto own = kind == ListKind::events ? event_signs() : thing_signs();
    const auto common = common_signs();
    signs.insert(signs.end(), own.begin(), own.end() - 1);
    signs.insert(signs.end(), common.begin(), common.end());
    signs.push_back(own.back());
    const auto& known = known_fields(kind);
    std::erase_if(signs, [&](const FieldSigns& sign) {
        return std::find(known.begin(), known.end(), sign.field) == known.end();
    });
    return signs;
}

ListKind likely_kind(const std::vector<std::string>& header, const std::vector<ColumnShapes>& columns) {
    if (any_part(header, {"行事", "イベント", "催し", "開催", "eventName", "startDate"})) return ListKind::events;
    if (any_part(header, {"クーポン", "特典", "優待", "店舗", "店名", "業種", "協賛", "法人名"}) &&
        !any_part(header, {"提供内容"}))
        return ListKind::shops;
    const bool named = any_part(header, {"名", "name"});
    const bool day = std::any_of(columns.begin(), columns.end(),
                                 [](const auto& column) { return column.shape() == CellShape::day; });
    return day && !named ? ListKind::events : ListKind::facilities;
}

std::string likely_facility(const std::string& text) {
    static const std::vector<std::pair<const char*, Parts>> words = {
        {"baby_station", {"おむつ", "授乳", "あかちゃん"}},
        {"park", {"公園", "児童遊園"}},
        {"library", {"図書館"}},
        {"childrens_hall", {"児童館", "児童センター"}},
        {"support_center", {"子育て支援センター", "子育てひろば", "つどいの広場"}},
        {"nursery", {"保育所", "保育園"}},
        {"kindergarten", {"幼稚園"}},
        {"childrens_centre", {"認定こども園"}},
        {"shelter", {"避難所", "避難", "防災センター"}}};
    std::string best = "other";
    int most = 0;
    for (const auto& [code, signs] : words)
        if (const auto count = occurrences(text, signs); count > most) best = code, most = count;
    return best;
}

}  // namespace hub::passport_db
