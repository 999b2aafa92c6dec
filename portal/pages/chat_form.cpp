#include "portal/pages/chat_form.hpp"

#include "portal/pages/plain_text.hpp"
#include "router/core/json.hpp"

namespace hub::portal {
namespace {

constexpr std::size_t kLongestHistory = 16 * 1024;  // bytes
constexpr std::size_t kLongestAnswer = 600;         // characters of an answer that are kept
constexpr std::size_t kLongestAsked = 256;          // and of its question
constexpr std::size_t kMostTurns = 5;

std::vector<ChatTurn> read_history(std::string_view text) {
    std::vector<ChatTurn> history;
    if (text.empty() || text.size() > kLongestHistory) return history;
    const auto document = json::Document::parse(text);
    if (!document) return history;
    for (const auto& element : document->root().elements()) {
        const auto question = element.string("question");
        const auto answer = element.string("answer");
        if (question && answer && history.size() < kMostTurns)
            history.push_back({std::string(*question), std::string(*answer)});
    }
    return history;
}

// "https://a.example" of "https://a.example/chat"; other text as it is.
std::string_view origin_of(std::string_view address) {
    const auto authority = address.find("://");
    return authority == std::string_view::npos ? address : address.substr(0, address.find('/', authority + 3));
}

bool is_own_origin(std::string_view origin, const HttpRequest& request, std::string_view base_url) {
    if (origin == base_url) return true;
    // The same site under another of its names, as long as the browser itself sent the form there.
    const auto host = find_header(request.headers, "Host");
    return host && !host->empty() &&
           (origin == "https://" + std::string(*host) || origin == "http://" + std::string(*host));
}

}  // namespace

std::optional<ChatForm> read_chat_form(std::string_view body) {
    const auto parameters = parse_urlencoded(body);
    if (!parameters) return std::nullopt;
    const auto value = [&parameters](std::string_view name) {
        return find_parameter(*parameters, name).value_or(std::string_view());
    };
    ChatForm form;
    const std::string_view chip = trim(value("chip"));
    form.text = chip.empty() ? trim(value("text")) : chip;
    if (value("conversation").size() <= kLongestConversation) form.conversation = value("conversation");
    form.history = read_history(value("history"));
    return form;
}

std::string question_problem(const Texts& texts, std::string_view question) {
    if (question.empty()) return texts.get("chat.empty");
    const std::size_t length = count_characters(question);
    if (length <= kLongestQuestion) return {};
    return texts.format("chat.too_long",
                        {{"limit", std::to_string(kLongestQuestion)}, {"length", std::to_string(length)}});
}

std::string write_history(const std::vector<ChatTurn>& history) {
    json::Writer writer;
    writer.begin_array();
    const std::size_t first = history.size() > kMostTurns ? history.size() - kMostTurns : 0;
    for (std::size_t index = first; index < history.size(); ++index) {
        writer.begin_object();
        writer.member("question", first_characters(history[index].question, kLongestAsked));
        writer.member("answer", first_characters(history[index].answer, kLongestAnswer));
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

bool is_from_own_page(const HttpRequest& request, std::string_view base_url) {
    auto sender = find_header(request.headers, "Origin");
    if (!sender) sender = find_header(request.headers, "Referer");
    return !sender || is_own_origin(origin_of(*sender), request, base_url);
}

}  // namespace hub::portal
