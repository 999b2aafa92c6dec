#include "tests/integration/passport_db/passport_database.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/mail_sealing.hpp"
#include "connectors/passport_db/migrations.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

Result<void> no_outbox(pqxx::transaction_base&, const std::vector<Message>&) { return Result<void>::success(); }

Transactions::Job statements(const std::string& sql) {
    return [sql](UnitOfWork& unit_of_work) {
        runtime::native(unit_of_work).exec(sql);
        return Result<void>::success();
    };
}

}  // namespace

std::string checkout_file(const std::string& path) { return std::string(HUB_SOURCE_DIRECTORY) + "/" + path; }

void PassportDatabase::SetUpTestSuite() {
    const auto report = migrate(test::Servers::shared().owner());
    ASSERT_TRUE(report.ok()) << report.error().detail;
}

PassportDatabase::PassportDatabase()
    : application(test::Servers::shared().application(), system_clock(), no_outbox),
      owner(test::Servers::shared().owner(), system_clock(), no_outbox) {
    const auto emptied = as_owner(
        "TRUNCATE shop, shop_temp, owner, event, faminavi, hub.facility, hub.place, hub.area, hub.provider_budget CASCADE");
    if (!emptied) throw std::runtime_error(emptied.error().detail);
}

Deadline PassportDatabase::soon() const { return Deadline::after(system_clock(), std::chrono::seconds(20)); }

Result<void> PassportDatabase::as_owner(const std::string& sql) { return owner.run_here(statements(sql), soon()); }

Result<void> PassportDatabase::store_sealed(const std::string& sql) {
    if (auto stored = as_owner(sql); !stored) return stored;
    const auto sealed = seal_mails(test::Servers::shared().owner(), seal);
    return sealed ? Result<void>::success() : Result<void>(sealed.error());
}

std::string PassportDatabase::opened(const std::string& sql) {
    std::string all;
    for (const auto& kept : rows(sql)) {
        const bool clear = kept.find('@') != kept.npos;
        all += (all.empty() ? "" : " ") + std::string(clear ? "clear:" : "") + seal.open(kept);
    }
    return all;
}

Result<void> PassportDatabase::as_application(const std::string& sql) {
    return application.run_here(statements(sql), soon());
}

std::vector<std::string> PassportDatabase::rows(const std::string& sql) {
    std::vector<std::string> lines;
    const auto job = [&](UnitOfWork& unit_of_work) {
        for (const auto& row : runtime::native(unit_of_work).exec(sql)) {
            std::string line;
            for (const auto& field : row) line += (line.empty() ? "" : "|") + std::string(field.c_str());
            lines.push_back(line);
        }
        return Result<void>::success();
    };
    const auto result = owner.run_here(job, soon());
    if (!result) throw std::runtime_error(result.error().detail);
    return lines;
}

std::string PassportDatabase::value(const std::string& sql) {
    const auto lines = rows(sql);
    EXPECT_FALSE(lines.empty()) << sql;
    return lines.empty() ? std::string() : lines.front();
}

std::int64_t PassportDatabase::new_application(const std::string& shop_name, const std::string& mail) {
    std::int64_t id = 0;
    const auto job = [&](UnitOfWork& unit_of_work) {
        auto& transaction = runtime::native(unit_of_work);
        const auto owner_id =
            transaction.exec1("UPDATE owner_counter SET last_id = last_id + 1 RETURNING last_id")[0].as<std::int64_t>();
        transaction.exec_params(
            "INSERT INTO owner (owner_id, mail, status, name) VALUES ($1, $2, 'active', '見本 太郎')", owner_id,
            seal.seal(mail));
        id = transaction
                 .exec_params1(
                     "INSERT INTO shop_temp (owner_id, programme, name, city, address, lat, lng, "
                     "position_source, status, applied_at) VALUES ($1, 1, $2, '大阪市北区', '大阪市北区梅田', "
                     "34.7, 135.5, 'owner_pin', 'applied', now()) RETURNING shop_temp_id",
                     owner_id, shop_name)[0]
                 .as<std::int64_t>();
        transaction.exec_params("INSERT INTO shop_temp_genre (shop_temp_id, genre_code) VALUES ($1, '01')", id);
        transaction.exec_params(
            "INSERT INTO shop_temp_tokuten (shop_temp_id, tokuten_no, tokuten_code, title) "
            "VALUES ($1, 1, '01', '10%割引')",
            id);
        return Result<void>::success();
    };
    const auto result = application.run_here(job, soon());
    EXPECT_TRUE(result.ok()) << result.error().detail;
    return id;
}

}  // namespace hub::passport_db
