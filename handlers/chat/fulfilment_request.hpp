#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/chat/dialogue.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

namespace hub::chat {

// 「もっと近く」, 「もっと遠く」, 「ほかには」
enum class Step { none, nearer, farther, more };

// The data of an agent.fulfilment message.
struct FulfilmentRequest {
    std::string action{};
    std::string query_text{};
    std::string place{};  // as it was said; empty when none was
    bool here = false;    // この近く
    bool there = false;   // そこ, その店: what was shown last
    Wishes wishes{};
    std::optional<int> child_months{};  // how old the child is
    Step step = Step::none;
    std::vector<std::string> facilities{};  // display names of kinds
    std::string shop_name{};
    std::optional<int> ordinal{};        // 1 is the first, -1 the last
    std::vector<std::string> aspects{};  // 営業時間, 定休日, ...
    std::optional<DayRange> days{};
    bool free = false;
    std::string topic{};  // of passport.*
    std::string subject{};
    std::optional<catalog::Position> position{};
    std::optional<Remembered> remembered{};
};

// Lenient about what an agent leaves out or writes as "" or []; `invalid` when it is no object or has no action.
Result<FulfilmentRequest> read_fulfilment_request(const json::Value& data);

// 12 of 「1歳」, 6 of 「6か月」, 18 of 「1歳半」; empty when it is no age of a child (under 19).
std::optional<int> read_age_months(std::string_view age);

}  // namespace hub::chat
