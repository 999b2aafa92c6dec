#pragma once

#include <map>
#include <string>

#include "router/core/kept_answers.hpp"

namespace hub::test {

// Keeps answers at once, so that a test sees what would be written.
class RememberedAnswers final : public KeptAnswers {
public:
    struct Kept {
        std::string content;
        std::optional<HttpResponse> answer;
    };
    Result<std::optional<HttpResponse>> claim(UnitOfWork&, const KeyedRequest& request) override {
        if (in_use-- > 0) return Error{ErrorKind::conflict, std::string(kKeyInUse), ""};
        const auto found = kept.find(request.key);
        if (found == kept.end()) return std::optional<HttpResponse>();
        if (found->second.content != request.content) return Error{ErrorKind::invalid, std::string(kKeyReused), ""};
        if (!found->second.answer) return Error{ErrorKind::conflict, std::string(kAnswerNotKept), ""};
        return found->second.answer;
    }
    Result<void> keep(UnitOfWork&, const KeyedRequest& request, const HttpResponse* answer) override {
        kept[request.key] = {request.content, answer ? std::optional(*answer) : std::nullopt};
        return Result<void>::success();
    }
    std::map<std::string, Kept> kept{};
    int in_use = 0;
};

}  // namespace hub::test
