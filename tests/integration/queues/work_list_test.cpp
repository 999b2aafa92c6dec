#include "queues/work_list.hpp"

#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

class WorkListTest : public DeliveryTest {};

TEST_F(WorkListTest, holds_exactly_the_rows_of_a_state_whoever_wrote_them) {
    publish(14);
    // Every state, published or not: also what only a person at the database would write.
    execute(
        "UPDATE hub.delivery AS d SET state = w.state, published_at = CASE WHEN n > 7 THEN now() END "
        "FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM hub.delivery) AS numbered "
        "JOIN unnest('{pending,leased,sending,sent,failed,unknown,parked}'::text[]) WITH ORDINALITY AS w (state, "
        "place) "
        "ON w.place = (n - 1) % 7 + 1 WHERE d.id = numbered.id");
    for (const State state :
         {State::pending, State::leased, State::sending, State::sent, State::failed, State::unknown, State::parked}) {
        const std::string word(to_string(state));
        EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery AS d WHERE " + is_in(state, "d")), "2") << word;
        EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery AS d WHERE (" + is_in(state, "d") + ") <> (d.state = '" +
                          word + "')"),
                  "0")
            << word;
    }
}

}  // namespace
}  // namespace hub::queues
