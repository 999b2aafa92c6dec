#include "portal/pages/search_query.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

#include "portal/pages/plain_text.hpp"
#include "router/core/json.hpp"

namespace hub::portal {
namespace {

constexpr std::size_t kLongestText = 100;    // characters
constexpr std::size_t kLongestCursor = 512;
constexpr int kMostChoices = 20;
constexpr int kShopsPerPage = 20;

class Reader {
public:
    Reader(const Texts& texts, const HttpParameters& parameters) : texts_(texts), parameters_(parameters) {}

    std::string text(std::string_view name, std::size_t longest = kLongestText) {
        const std::string_view value = trim(find_parameter(parameters_, name).value_or(std::string_view()));
        if (count_characters(value) > longest)
            wrong(name, texts_.format("field.long", {{"limit", std::to_string(longest)}}));
        return std::string(value);
    }

    template <typename Number>
    std::optional<Number> number(std::string_view name, Number low, Number high) {
        const std::string value = text(name);
        if (value.empty()) return std::nullopt;
        Number number{};
        const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (failure != std::errc() || end != value.data() + value.size() || !std::isfinite(static_cast<double>(number)))
            wrong(name, texts_.get("field.number"));
        else if (number < low || number > high)
            wrong(name, texts_.format("field.range", {{"low", whole(low)}, {"high", whole(high)}}));
        else
            return number;
        return std::nullopt;
    }

    // A box of a form: its value when it is ticked, else nothing.
    bool ticked(std::string_view name) {
        const std::string value = text(name);
        if (!value.empty() && value != "true" && value != "false") wrong(name, texts_.get("field.choice"));
        return value == "true";
    }

    void wrong(std::string_view name, std::string problem) {
        problems.push_back({std::string(name), std::move(problem)});
    }

    std::vector<FieldProblem> problems;

private:
    template <typename Number>
    static std::string whole(Number number) { return std::to_string(static_cast<long>(number)); }

    const Texts& texts_;
    const HttpParameters& parameters_;
};

void append(std::string& url, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    url += url.find('?') == std::string::npos ? '?' : '&';
    url.append(name).append("=").append(percent_encode(value));
}

}  // namespace

int SearchQuery::conditions() const {
    return !q.empty() + !genre.empty() + !tokuten.empty() + !city.empty() + programme.has_value() + open_now +
           (radius_m != kUsualRadius);
}

ReadSearch read_search(const Texts& texts, const HttpParameters& parameters) {
    Reader reader(texts, parameters);
    ReadSearch read;
    SearchQuery& query = read.query;
    query.near = reader.text("near");
    query.choice = reader.number<int>("choice", 0, kMostChoices).value_or(0);
    const auto lat = reader.number<double>("lat", -90, 90);
    const auto lng = reader.number<double>("lng", -180, 180);
    if (lat && lng && query.near.empty()) query.position = GeoPoint{*lat, *lng};
    if (lat.has_value() != lng.has_value() && reader.problems.empty())
        reader.wrong(lat ? "lng" : "lat", texts.get("field.together"));
    query.q = reader.text("q");
    query.genre = reader.text("genre");
    query.tokuten = reader.text("tokuten");
    query.city = reader.text("city");
    query.programme = reader.number<int>("programme", 1, 2);
    query.open_now = reader.ticked("open_now");
    query.radius_m = reader.number<int>("radius_m", 1, 100'000).value_or(kUsualRadius);
    query.cursor = reader.text("cursor", kLongestCursor);
    read.problems = std::move(reader.problems);
    return read;
}

std::string search_url(const SearchQuery& query) {
    std::string url = "/shops";
    append(url, "near", query.near);
    if (query.choice > 0) append(url, "choice", std::to_string(query.choice));
    if (query.position && query.near.empty()) {
        append(url, "lat", degrees(query.position->lat));
        append(url, "lng", degrees(query.position->lng));
    }
    append(url, "q", query.q);
    append(url, "genre", query.genre);
    append(url, "tokuten", query.tokuten);
    append(url, "city", query.city);
    if (query.programme) append(url, "programme", std::to_string(*query.programme));
    if (query.open_now) append(url, "open_now", "true");
    if (query.radius_m != kUsualRadius) append(url, "radius_m", std::to_string(query.radius_m));
    append(url, "cursor", query.cursor);
    return url;
}

std::string shop_list_data(const SearchQuery& query, std::optional<GeoPoint> near) {
    json::Writer writer;
    writer.begin_object();
    if (near) {
        writer.member("lat", near->lat);
        writer.member("lng", near->lng);
        writer.member("radius_m", query.radius_m);
    }
    const auto text = [&writer](std::string_view name, const std::string& value) {
        if (!value.empty()) writer.member(name, value);
    };
    text("q", query.q);
    text("genre", query.genre);
    text("tokuten", query.tokuten);
    text("city", query.city);
    if (query.programme) writer.member("programme", *query.programme);
    if (query.open_now) writer.member("open_now", true);
    writer.member("limit", kShopsPerPage);
    text("cursor", query.cursor);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::portal
