#include "portal/pages/chat_form.hpp"
#include "portal/pages/chat_reply.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

// What the chat's page shows besides the earlier turns.
struct ChatView {
    ChatForm form;                   // with the turns before this one
    std::optional<ChatReply> reply;  // to form.text
    std::string problem;             // why there is none
    int status = 200;
};

void fill_history(Values values, const std::vector<ChatTurn>& history) {
    for (const auto& earlier : history) {
        Values turn = values.row("TURN");
        turn.text_row("QUESTION", earlier.question);
        turn.include("ANSWER", "chat_answer.tpl").row("PART").text_row("TEXT_PART", earlier.answer);
    }
}

void fill_latest(const Texts& texts, Values values, const ChatView& view) {
    Values turn = values.row("TURN");
    turn.show("LATEST");
    turn.text_row("QUESTION", view.form.text);
    if (view.reply->simple) turn.show("SIMPLE");
    fill_chat_answer(texts, turn.include("ANSWER", "chat_answer.tpl"), *view.reply);
}

void fill_chips(const Texts& texts, Values values, const ChatView& view) {
    const bool at_start = !view.reply && view.form.history.empty();
    std::vector<std::string> chips = view.reply ? view.reply->chips : std::vector<std::string>();
    if (at_start)
        for (const char* key : {"start.chat.example.1", "start.chat.example.2", "start.chat.example.3"})
            chips.push_back(texts.get(key));
    if (chips.empty()) return;
    Values section = values.row("CHIPS");
    section.set("CHIPS_TITLE", texts.get(at_start ? "chat.examples" : "chat.choices"));
    for (const auto& chip : chips) section.text_row("CHIP", chip);
}

void fill_form(Values values, const ChatView& view) {
    if (!view.problem.empty()) {
        values.text_row("PROBLEM", view.problem);
        values.show("PROBLEM_MARK");
        values.set("TEXT", view.form.text);  // what was typed is never lost
    }
}

HttpResponse render(const PageRequest& request, const ChatView& view) {
    const Texts& texts = request.texts();
    PageData page("chat.tpl");
    Values values = page.content();
    std::vector<ChatTurn> history = view.form.history;
    fill_history(values, history);
    if (view.reply) {
        fill_latest(texts, values, view);
        history.push_back({view.form.text, plain_answer(texts, *view.reply)});
    }
    values.set("CONVERSATION", view.reply ? view.reply->conversation : view.form.conversation);
    values.set("HISTORY", write_history(history));
    fill_chips(texts, values, view);
    include_chat_tools(values);
    fill_form(values, view);
    PageHead head;
    head.title = texts.get("chat.page");
    if (!view.problem.empty()) head.title = texts.format("shops.title.problem", {{"page", head.title}});
    head.menu = MenuItem::chat;
    head.chat_widget = false;
    head.status = view.status;
    return finish_page(*request.content, page, head);
}

std::string message_data(const Texts& texts, const ChatForm& form) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", form.text);
    if (!form.conversation.empty()) writer.member("conversation", form.conversation);
    writer.member("language", texts.get("lang"));
    writer.end_object();
    return writer.take();
}

// Nothing of an earlier dialogue when the form was sent from another site.
std::optional<ChatForm> read_form(const PageRequest& request) {
    auto form = read_chat_form(request.http.body);
    if (form && !is_from_own_page(request.http, request.base_url)) {
        form->history.clear();
        form->conversation.clear();
    }
    return form;
}

HttpResponse unreadable_form(const PageRequest& request) {
    const std::vector<FieldProblem> problems{{"text", request.texts().get("field.other")}};
    return problem_page(request, problems);
}

}  // namespace

boost::asio::awaitable<HttpResponse> chat_page(PageRequest request) { co_return render(request, ChatView{}); }

boost::asio::awaitable<HttpResponse> chat_answer_page(PageRequest request) {
    const auto form = read_form(request);
    if (!form) co_return unreadable_form(request);
    ChatView view;
    view.form = *form;
    view.problem = question_problem(request.texts(), view.form.text);
    if (!view.problem.empty()) {
        view.status = 400;
        co_return render(request, view);
    }
    std::string data = message_data(request.texts(), view.form);
    const Result<json::Document> reply = co_await ask(request, "chat.message", std::move(data));
    if (reply) {
        view.reply = read_chat_reply(reply->root());
    } else {
        log::warning("pages.chat_failed", {{"code", reply.error().code}});
        view.problem = request.texts().get("chat.failed");
        view.status = 503;
    }
    co_return render(request, view);
}

boost::asio::awaitable<HttpResponse> chat_wait_page(PageRequest request, std::chrono::milliseconds wait) {
    const auto form = read_form(request);
    if (!form) co_return unreadable_form(request);
    const auto seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count());
    ChatView view;
    view.form = *form;
    view.problem = request.texts().format("chat.too_many", {{"seconds", seconds}});
    view.status = 429;
    HttpResponse response = render(request, view);
    ask_to_wait(response, wait);
    co_return response;
}

}  // namespace hub::portal
