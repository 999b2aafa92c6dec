#pragma once

#include <string_view>

#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/reply.hpp"

namespace hub::chat {

// The answer to a question about the programme or about child-rearing, from our own articles (ふぁみなび): the article
// of the topic, else the one the question is about; the office when there is none. Pure.
FulfilmentReply faq_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request);

// The article that a question is certainly about; null when none is.
const catalog::ArticleRow* article_about(const catalog::Snapshot& snapshot, std::string_view question);

// Tells an article: its first sentences, the rest on a card.
void tell_article(FulfilmentReply& reply, const catalog::ArticleRow& article);

}  // namespace hub::chat
