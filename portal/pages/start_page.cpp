#include "portal/pages/code_names.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/pages/search_form.hpp"

namespace hub::portal {

boost::asio::awaitable<HttpResponse> start_page(PageRequest request) {
    const CodeNames codes = co_await ask_code_names(request);
    const Texts& texts = request.texts();
    PageData page("start.tpl");
    Values values = page.content();
    fill_search_form(texts, values, SearchQuery{}, codes);
    if (!codes.genres.empty()) {
        Values genres = values.row("GENRES");
        for (const auto& [code, name] : codes.genres) {
            SearchQuery query;
            query.genre = code;
            Values genre = genres.row("GENRE");
            genre.set("URL", search_url(query));
            genre.set("NAME", name);
        }
    }
    PageHead head;
    head.title = texts.get("start.page");
    co_return finish_page(*request.content, page, head);
}

boost::asio::awaitable<HttpResponse> about_page(PageRequest request) {
    PageData page("about.tpl");
    PageHead head;
    head.title = request.texts().get("about.page");
    head.menu = MenuItem::about;
    co_return finish_page(*request.content, page, head);
}

}  // namespace hub::portal
