#include <algorithm>

#include "portal/pages/code_names.hpp"
#include "portal/pages/map_view.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/pages/place_search.hpp"
#include "portal/pages/search_form.hpp"
#include "portal/pages/search_ways.hpp"

namespace hub::portal {
namespace {

// Everything the results page was told.
struct Search {
    ReadSearch read;
    CodeNames codes;
    FoundPlaces found;
    std::optional<PlaceView> place;       // the one of `found` that was chosen
    std::optional<json::Document> reply;  // of shop.list; empty when it was not asked or refused
};

bool place_is_missing(const Search& search) { return !search.read.query.near.empty() && !search.place; }

std::string heading(const Texts& texts, const Search& search) {
    if (place_is_missing(search) || !search.read.problems.empty()) return texts.get("site.menu.shops");
    if (search.place) return texts.format("shops.heading.place", {{"place", search.place->name}});
    if (search.read.query.position) return texts.get("shops.heading.position");
    return texts.get("shops.heading.all");
}

void fill_other_places(Values values, const Search& search) {
    if (!search.place || search.found.places.size() < 2) return;
    Values others = values.row("OTHER_PLACES");
    for (std::size_t index = 0; index < search.found.places.size(); ++index) {
        if (static_cast<int>(index) == search.read.query.choice) continue;
        SearchQuery query = search.read.query;
        query.choice = static_cast<int>(index);
        query.cursor.clear();
        Values place = others.row("PLACE");
        place.set("URL", search_url(query));
        place.set("NAME", search.found.places[index].name);
    }
}

void fill_ways(Values values, const std::vector<Way>& ways) {
    for (const auto& way : ways) {
        Values row = values.row("WAY");
        row.set("URL", way.url);
        row.set("NAME", way.name);
    }
}

std::string unknown_place_key(const Search& search) { return search.found.failed ? "shops.lookup" : "shops.unknown"; }

void fill_unknown_place(const Texts& texts, Values values, const Search& search) {
    const SearchQuery& query = search.read.query;
    Values unknown = values.row("UNKNOWN_PLACE");
    const std::string key = unknown_place_key(search);
    unknown.set("TITLE", texts.format(key + ".title", {{"place", query.near}}));
    unknown.set("LEAD", texts.get(key + ".lead"));
    if (!search.found.suggestions.empty()) {
        Values suggestions = unknown.row("SUGGESTIONS");
        for (const auto& name : search.found.suggestions) {
            SearchQuery other = query;
            other.near = name;
            other.choice = 0;
            Values suggestion = suggestions.row("SUGGESTION");
            suggestion.set("URL", search_url(other));
            suggestion.set("NAME", name);
        }
    }
    fill_ways(unknown, ways_without_place(texts, query));
}

void fill_results(const Texts& texts, Values values, const Search& search, const std::vector<ShopView>& shops) {
    Values results = values.row("RESULTS");
    const std::string total = std::to_string(search.reply->root().integer("total").value_or(0));
    results.set("COUNT", search.read.query.cursor.empty()
                             ? texts.format("shops.count", {{"count", total}})
                             : texts.format("shops.count.shown",
                                            {{"count", total}, {"shown", std::to_string(shops.size())}}));
    if (shops.front().distance_m)
        results.row("DISTANCES").set("RADIUS", radius_text(texts, search.read.query.radius_m));
    // From a named place the route starts there; from the browser's position the map finds the start itself.
    const auto origin = search.place ? std::optional(search.place->position) : std::nullopt;
    int number = 0;
    for (const auto& shop : shops) {
        Values card = results.row("SHOP").include("SHOP_CARD", "shop_card.tpl");
        card.text_row("NUMBER", std::to_string(++number));
        fill_shop_card(texts, card, shop, origin);
    }
}

std::optional<MapCentre> map_centre(const Texts& texts, const Search& search) {
    if (search.place) return MapCentre{search.place->position, search.place->source, search.place->name};
    if (search.read.query.position) return MapCentre{*search.read.query.position, "browser", texts.get("map.position")};
    return std::nullopt;
}

// Whether there is one.
bool fill_map_part(const PageRequest& request, Values values, const Search& search,
                   const std::vector<ShopView>& shops) {
    const MapSettings& settings = request.content->map;
    const auto view = map_view(settings, shops, map_centre(request.texts(), search));
    if (!view) return false;
    fill_map(request.texts(), values.row("MAP_PART").include("MAP", "map.tpl"), settings, *view, true);
    return true;
}

void fill_pager(Values values, const Search& search) {
    const auto next = search.reply->root().string("next_cursor");
    SearchQuery query = search.read.query;
    if (!next && query.cursor.empty()) return;
    Values pager = values.row("PAGER");
    const bool later_page = !query.cursor.empty();
    if (next) {
        query.cursor = *next;
        pager.row("NEXT").set("URL", search_url(query));
    }
    query.cursor.clear();
    if (later_page) pager.row("FIRST").set("URL", search_url(query));
}

void fill_problems(const Texts& texts, Values values, const std::vector<FieldProblem>& problems) {
    if (problems.empty()) return;
    Values section = values.row("PROBLEMS");
    for (const auto& problem : problems) section.text_row("PROBLEM", problem_sentence(texts, problem));
}

HttpResponse render(const PageRequest& request, const Search& search) {
    const Texts& texts = request.texts();
    PageData page("shops.tpl");
    Values values = page.content();
    PageHead head;
    head.menu = MenuItem::shops;
    head.title = heading(texts, search);
    head.no_index = search.read.query.position.has_value();
    head.status = search.read.problems.empty() ? 200 : 400;
    values.set("HEADING", head.title);
    fill_problems(texts, values, search.read.problems);
    fill_search_form(texts, values, search.read.query, search.codes, place_is_missing(search));
    if (!search.read.problems.empty()) {
        head.title = texts.format("shops.title.problem", {{"page", head.title}});
        return finish_page(*request.content, page, head);
    }
    fill_other_places(values, search);
    if (place_is_missing(search)) {
        head.title = texts.format(unknown_place_key(search) + ".title", {{"place", search.read.query.near}});
        fill_unknown_place(texts, values, search);
        return finish_page(*request.content, page, head);
    }
    const auto shops = read_shops(search.reply->root(), "items");
    if (shops.empty())
        fill_ways(values.row("EMPTY"), ways_after_nothing(texts, search.read.query, search.place.has_value()));
    else
        fill_results(texts, values, search, shops);
    head.map = fill_map_part(request, values, search, shops);
    fill_pager(values, search);
    return finish_page(*request.content, page, head);
}

void choose_place(Search& search) {
    if (search.found.places.empty()) return;
    const auto last = static_cast<int>(search.found.places.size()) - 1;
    search.read.query.choice = std::min(search.read.query.choice, last);
    search.place = search.found.places[static_cast<std::size_t>(search.read.query.choice)];
}

}  // namespace

boost::asio::awaitable<HttpResponse> shops_page(PageRequest request) {
    Search search;
    search.codes = co_await ask_code_names(request);
    const auto parameters = parse_urlencoded(query_of(request.http.target));
    if (!parameters) {
        const std::vector<FieldProblem> problems{{"query", request.texts().get("field.other")}};
        co_return problem_page(request, problems);
    }
    search.read = read_search(request.texts(), *parameters);
    const SearchQuery& query = search.read.query;
    if (!search.read.problems.empty()) co_return render(request, search);
    if (!query.near.empty()) {
        search.found = co_await find_places(request, query.near);
        choose_place(search);
        if (!search.place) co_return render(request, search);
    }
    const auto near = search.place ? std::optional(search.place->position) : query.position;
    std::string data = shop_list_data(query, near);
    Result<json::Document> reply = co_await ask(request, "shop.list", std::move(data));
    if (reply) {
        search.reply = *reply;
    } else if (reply.error().kind == ErrorKind::invalid && !reply.error().fields.empty()) {
        search.read.problems = reply.error().fields;
    } else {
        co_return failure_page(request, reply.error());
    }
    co_return render(request, search);
}

}  // namespace hub::portal
