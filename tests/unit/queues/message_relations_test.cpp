#include "queues/message_relations.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

RelatedMessage message(const std::string& id, const std::string& at, const std::string& caused_by = "") {
    return {id, "type." + id, "shop/1", at, caused_by, "mail sent"};
}

std::string ordered(std::vector<RelatedMessage> messages) {
    std::string text;
    for (const auto& one : in_tree_order(std::move(messages)))
        text += std::string(static_cast<std::size_t>(one.depth), '.') + one.id + " ";
    return text;
}

TEST(MessageRelations, put_each_message_below_its_cause_and_siblings_by_time) {
    EXPECT_EQ(ordered({message("d", "4", "b"), message("c", "3", "a"), message("b", "2", "a"), message("a", "1"),
                       message("e", "5", "c")}),
              "a .b ..d .c ..e ");
}

TEST(MessageRelations, begin_a_tree_with_each_message_whose_cause_is_not_there) {
    EXPECT_EQ(ordered({message("a", "1", "gone"), message("b", "2", "also gone"), message("c", "3", "a")}), "a .c b ");
}

TEST(MessageRelations, survive_a_circle_and_a_message_that_claims_to_have_caused_itself) {
    EXPECT_EQ(ordered({message("a", "1", "b"), message("b", "2", "a"), message("c", "3", "c")}), "a .b c ");
}

TEST(MessageRelations, are_drawn_with_the_message_that_is_looked_at) {
    Relations relations;
    relations.messages = in_tree_order({message("a", "1"), message("b", "2", "a")});
    relations.messages.back().states.clear();
    relations.more = true;
    EXPECT_EQ(to_tree(relations, "b"),
              "  what caused what:\n"
              "    1  a  type.a  shop/1  mail sent\n"
              "      2  b  type.b  shop/1  no route takes it  <- this one\n"
              "    and more\n");
    EXPECT_EQ(to_tree({}, "a"), "");
}

TEST(MessageRelations, draw_a_chain_of_any_length) {
    std::vector<RelatedMessage> chain;
    for (int index = 0; index < 5'000; ++index)
        chain.push_back(message(std::to_string(index), std::to_string(100'000 + index),
                                index == 0 ? "" : std::to_string(index - 1)));
    const auto tree = in_tree_order(std::move(chain));
    EXPECT_EQ(tree.back().depth, 4'999);
}

}  // namespace
}  // namespace hub::queues
