#include "portal/pages/code_names.hpp"

#include "router/core/log.hpp"

namespace hub::portal {
namespace {

std::vector<CodeName> read_list(const json::Value& reply, std::string_view list) {
    std::vector<CodeName> names;
    const auto found = reply.find(list);
    if (!found) return names;
    for (const auto& entry : found->elements()) {
        const auto code = entry.string("code");
        const auto name = entry.string("name");
        if (code && name) names.emplace_back(*code, *name);
    }
    return names;
}

}  // namespace

CodeNames read_code_names(const json::Value& reply) {
    return {read_list(reply, "genres"), read_list(reply, "tokuten"), read_list(reply, "cities")};
}

boost::asio::awaitable<CodeNames> ask_code_names(PageRequest request) {
    const Result<json::Document> reply = co_await ask(request, "code.list", "{}");
    if (!reply) {
        log::warning("pages.code_list_failed", {{"code", reply.error().code}});
        co_return CodeNames{};
    }
    co_return read_code_names(reply->root());
}

}  // namespace hub::portal
