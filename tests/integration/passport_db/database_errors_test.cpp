#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

// libpqxx 6.4 spreads SQL states over classes that are not all sql_errors and do not all keep the state.
TEST_F(PassportDatabase, errors_say_whether_trying_again_helps) {
    const std::vector<std::pair<std::string, ErrorKind>> cases = {
        {"40001", ErrorKind::transient}, {"40P01", ErrorKind::transient}, {"55P03", ErrorKind::transient},
        {"57P01", ErrorKind::transient}, {"53100", ErrorKind::throttled}, {"53200", ErrorKind::throttled},
        {"23505", ErrorKind::conflict},  {"23514", ErrorKind::conflict},  {"42501", ErrorKind::forbidden},
        {"22P02", ErrorKind::invalid},   {"25006", ErrorKind::permanent}, {"42703", ErrorKind::permanent},
        {"57014", ErrorKind::cancelled}};
    for (const auto& [state, kind] : cases) {
        const auto result = as_application("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '" + state + "'; END $$");
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, kind) << state << ": " << result.error().code;
    }
}

}  // namespace
}  // namespace hub::passport_db
