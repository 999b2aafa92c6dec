#include "handlers/chat/office_answer.hpp"

#include "handlers/chat/opening.hpp"

namespace hub::chat {

FulfilmentReply office_answer(const Office& office, WallTime now) {
    FulfilmentReply reply;
    std::string text = office.name + "がうけたまわります。";
    if (!office.phone.empty()) text += "お電話は" + office.phone + "です。";
    if (!office.hours.empty()) {
        text += "受付時間は" + office.hours + "です。";
        if (const auto open = opening_at(catalog::OpeningHours::parse(office.hours), now).open)
            text += *open ? "いまは受付時間内です。" : "いまは受付時間外です。";
    }
    reply.say(text);
    if (!office.page.empty()) reply.link("お問い合わせのページ", office.page);
    reply.suggestions = {"パスポートの使い方は？", "近くで使えるお店は？"};
    reply.offer(reply.suggestions);
    return reply;
}

}  // namespace hub::chat
