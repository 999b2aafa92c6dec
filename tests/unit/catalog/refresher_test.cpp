#include "handlers/catalog/refresher.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>

#include "tests/support/catalog_samples.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::catalog {
namespace {

// A database that can be changed, be away, and tells when it was asked.
class FakeSource final : public CatalogSource {
public:
    Result<std::int64_t> version() override {
        const std::lock_guard lock(mutex_);
        ++questions_;
        changed_.notify_all();
        if (away_) return Error{ErrorKind::transient, "database.away", "the database is away"};
        return data_.version;
    }
    Result<CatalogData> load() override {
        const std::lock_guard lock(mutex_);
        ++loads;
        if (away_) return Error{ErrorKind::transient, "database.away", "the database is away"};
        return data_;
    }
    void wait_for_change(std::chrono::milliseconds longest) override {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, longest, [this] { return hint_; });
        hint_ = false;
    }

    void change(CatalogData data) {
        const std::lock_guard lock(mutex_);
        data_ = std::move(data);
        hint_ = true;
        changed_.notify_all();
    }
    void set_away(bool away) {
        const std::lock_guard lock(mutex_);
        away_ = away;
    }
    bool wait_until_asked(int times) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return questions_ >= times; });
    }

    int load_count() {
        const std::lock_guard lock(mutex_);
        return loads;
    }
    int question_count() {
        const std::lock_guard lock(mutex_);
        return questions_;
    }

    int loads = 0;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    CatalogData data_;
    bool away_ = false;
    bool hint_ = false;
    int questions_ = 0;
};

CatalogData catalog_of(std::int64_t version, std::size_t shops) {
    auto data = test::random_catalog(shops, 1);
    data.version = version;
    return data;
}

class RefresherTest : public ::testing::Test {
protected:
    RefresherTest() : file(std::filesystem::temp_directory_path() / ("catalog_refresher_" + std::to_string(::getpid()))) {}
    ~RefresherTest() override { std::filesystem::remove(file); }
    RefresherSettings settings() const { return {std::chrono::milliseconds(300), file.string()}; }

    std::filesystem::path file;
    FakeSource source;
    SnapshotHolder holder;
    test::FakeClock clock;
};

TEST_F(RefresherTest, loads_when_the_version_moved_and_only_then) {
    Refresher refresher(settings(), source, holder, clock);
    source.change(catalog_of(5, 10));
    EXPECT_EQ(refresher.state().origin, CatalogOrigin::empty);
    EXPECT_FALSE(refresher.state().ready());
    EXPECT_TRUE(refresher.refresh_once());
    EXPECT_TRUE(refresher.refresh_once());
    EXPECT_EQ(source.loads, 1);
    EXPECT_EQ(refresher.state().version, 5);
    EXPECT_EQ(refresher.state().shops, 10U);
    EXPECT_EQ(refresher.state().origin, CatalogOrigin::database);
    source.change(catalog_of(4, 11));  // also backwards: a restored database
    EXPECT_TRUE(refresher.refresh_once());
    EXPECT_EQ(holder.current()->version(), 4);
}

TEST_F(RefresherTest, takes_an_empty_database_for_a_catalog) {
    Refresher refresher(settings(), source, holder, clock);
    EXPECT_TRUE(refresher.refresh_once());
    EXPECT_TRUE(refresher.state().ready());
}

TEST_F(RefresherTest, keeps_serving_while_the_database_is_away) {
    Refresher refresher(settings(), source, holder, clock);
    source.change(catalog_of(5, 10));
    ASSERT_TRUE(refresher.refresh_once());
    source.set_away(true);
    clock.advance(std::chrono::seconds(7));
    EXPECT_FALSE(refresher.refresh_once());
    const auto state = refresher.state();
    EXPECT_EQ(state.version, 5);
    EXPECT_TRUE(state.ready());
    EXPECT_EQ(state.confirmed_ago, std::chrono::seconds(7));
    EXPECT_EQ(state.last_error, "the database is away");
    source.set_away(false);
    EXPECT_TRUE(refresher.refresh_once());
    EXPECT_EQ(refresher.state().confirmed_ago, std::chrono::seconds(0));
    EXPECT_TRUE(refresher.state().last_error.empty());
}

TEST_F(RefresherTest, starts_from_the_file_without_a_database) {
    source.change(catalog_of(5, 10));
    {
        Refresher first(settings(), source, holder, clock);
        ASSERT_TRUE(first.refresh_once());
    }
    source.set_away(true);
    SnapshotHolder fresh;
    Refresher second(settings(), source, fresh, clock);
    second.load_file();
    EXPECT_FALSE(second.refresh_once());
    EXPECT_EQ(second.state().origin, CatalogOrigin::file);
    EXPECT_TRUE(second.state().ready());
    EXPECT_FALSE(second.state().confirmed_ago);
    EXPECT_EQ(fresh.current()->shops().size(), 10U);
    source.set_away(false);
    EXPECT_TRUE(second.refresh_once());
    EXPECT_EQ(second.state().origin, CatalogOrigin::database);
}

TEST_F(RefresherTest, refuses_a_damaged_file_and_says_so) {
    std::ofstream(file) << "not a catalog";
    Refresher refresher(settings(), source, holder, clock);
    refresher.load_file();
    EXPECT_EQ(refresher.state().origin, CatalogOrigin::empty);
    EXPECT_NE(refresher.state().last_error.find("not a catalog file"), std::string::npos);
}

TEST_F(RefresherTest, follows_changes_on_its_own_thread_and_stops) {
    Refresher refresher({std::chrono::milliseconds(1), "", std::chrono::milliseconds(0)}, source, holder,
                        system_clock());
    refresher.start();
    ASSERT_TRUE(source.wait_until_asked(2));
    source.change(catalog_of(9, 20));
    ASSERT_TRUE(source.wait_until_asked(8));
    EXPECT_EQ(holder.current()->version(), 9);
    source.set_away(true);
    ASSERT_TRUE(source.wait_until_asked(14));
    EXPECT_EQ(holder.current()->shops().size(), 20U);
}

// As many versions as a thread can make in half a second.
TEST_F(RefresherTest, builds_once_in_its_interval_however_often_the_version_moves) {
    constexpr std::chrono::milliseconds kInterval{100};
    Refresher refresher({std::chrono::milliseconds(1), "", kInterval}, source, holder, system_clock());
    refresher.start();
    const auto begin = std::chrono::steady_clock::now();
    std::int64_t version = 1;
    while (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500))
        source.change(catalog_of(++version, 1));
    const auto loads = source.load_count();
    const auto elapsed = std::chrono::steady_clock::now() - begin;
    EXPECT_GT(version, 20);
    EXPECT_GE(loads, 2);
    EXPECT_LE(loads, elapsed / kInterval + 1);
    for (int asked = source.question_count(); holder.current()->version() != version;)
        ASSERT_TRUE(source.wait_until_asked(++asked)) << "the last change is never built";
}

}  // namespace
}  // namespace hub::catalog
