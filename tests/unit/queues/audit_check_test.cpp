#include "queues/audit/audit_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace hub::queues {
namespace {

// A whole audit of a few seals, to be tampered with, and what is found then.
class AuditCheckTest : public testing::Test {
protected:
    AuditCheckTest() {
        for (int number = 1; number <= 4; ++number) seal({number * 10 + 1, number * 10 + 3, number * 10 + 2});
    }

    void seal(const std::vector<std::int64_t>& ids) {
        AuditSeal made;
        made.number = static_cast<std::int64_t>(seals.size()) + 1;
        made.sealed_at = "2026-11-22T03:00:00.000000Z";
        made.previous = seals.empty() ? kNoSeal : seals.back().seal;
        made.ids = ids;
        for (const auto id : ids) {
            AuditRecord record{
                id, "2026-11-22T02:59:58.123456Z", "operator", "shop.approve", "shop_temp", std::to_string(id)};
            record.values = AuditValues{"salt-" + std::to_string(id), std::nullopt, R"({"status" : "approved"})"};
            record.value_digest = digest_of(*record.values);
            records.push_back(record);
            made.digests += digest_of(record);
        }
        made.records = (seals.empty() ? 0 : seals.back().records) + static_cast<std::int64_t>(ids.size());
        made.seal = digest_of(made);
        seals.push_back(made);
        heads.push_back(head_line(made));
    }

    // As somebody does who may write everything in the database: each seal made anew from this one on.
    void rewrite_from(std::size_t index) {
        for (; index < seals.size(); ++index) {
            seals[index].previous = index == 0 ? kNoSeal : seals[index - 1].seal;
            seals[index].seal = digest_of(seals[index]);
        }
    }

    AuditRecord& record(std::int64_t id) {
        return *std::find_if(records.begin(), records.end(), [id](const auto& each) { return each.id == id; });
    }
    void remove(std::int64_t id) {
        std::erase_if(records, [id](const auto& each) { return each.id == id; });
    }

    // "fault seal record", each problem one.
    std::vector<std::string> found() const {
        AuditProblems problems;
        ChainCheck chain(problems);
        auto line = heads.begin();
        for (const auto& each : seals) {
            for (std::size_t index = 0; index < each.ids.size(); ++index) {
                const auto at = std::find_if(records.begin(), records.end(),
                                             [&](const auto& candidate) { return candidate.id == each.ids[index]; });
                check_record(each, index, at == records.end() ? nullptr : &*at, problems);
            }
            while (line != heads.end() && chain.wants_head(each.number)) chain.head(*line++);
            chain.seal(each);
        }
        while (line != heads.end()) chain.head(*line++);
        chain.finish();
        std::vector<std::string> names;
        for (const auto& problem : problems.first)
            names.push_back(std::string(to_string(problem.fault)) + " " + std::to_string(problem.seal) + " " +
                            std::to_string(problem.record));
        return names;
    }

    using Names = std::vector<std::string>;
    std::vector<AuditSeal> seals;
    std::vector<AuditRecord> records;
    std::vector<std::string> heads;
};

TEST_F(AuditCheckTest, finds_nothing_where_nothing_was_changed) { EXPECT_EQ(found(), Names{}); }

TEST_F(AuditCheckTest, names_the_record_whose_every_part_is_covered) {
    const auto whole = records;
    for (auto part : {&AuditRecord::at, &AuditRecord::actor, &AuditRecord::action, &AuditRecord::object_kind,
                      &AuditRecord::object_id}) {
        (record(22).*part).back() ^= 1;
        EXPECT_EQ(found(), Names{"record_changed 2 22"});
        records = whole;
    }
    record(22).value_digest.back() ^= 1;
    EXPECT_EQ(found(), (Names{"record_changed 2 22", "values_changed 2 22"}));
}

TEST_F(AuditCheckTest, tells_apart_what_is_in_one_field_and_what_in_the_next) {
    record(22).actor = "operators";
    record(22).action = "hop.approve";
    EXPECT_EQ(found(), Names{"record_changed 2 22"});
}

TEST_F(AuditCheckTest, names_the_record_whose_values_are_others) {
    record(31).values->after = R"({"status": "approved"})";
    EXPECT_EQ(found(), Names{"values_changed 3 31"}) << "a space is a change";
    record(31).values->after.reset();
    EXPECT_EQ(found(), Names{"values_changed 3 31"});
    record(31).values.reset();
    EXPECT_EQ(found(), Names{"values_gone 3 31"});
}

TEST_F(AuditCheckTest, is_content_with_values_that_were_erased_as_they_should_be) {
    record(31).values.reset();
    record(31).erased = true;
    EXPECT_EQ(found(), Names{});
}

TEST_F(AuditCheckTest, names_the_record_that_is_gone) {
    remove(23);
    EXPECT_EQ(found(), Names{"record_gone 2 23"});
}

TEST_F(AuditCheckTest, names_the_records_that_changed_places) {
    std::swap(record(21).id, record(33).id);
    EXPECT_EQ(found(), (Names{"record_changed 2 21", "record_changed 3 33"}));
}

TEST_F(AuditCheckTest, names_the_seal_whose_order_was_changed) {
    std::swap(seals[1].ids[0], seals[1].ids[1]);
    EXPECT_EQ(found(), (Names{"record_changed 2 23", "record_changed 2 21", "seal_changed 2 0"}));
}

TEST_F(AuditCheckTest, names_the_seal_that_no_longer_covers_what_it_did) {
    seals[1].ids.pop_back();
    seals[1].digests.resize(2 * kDigestLength);
    EXPECT_EQ(found(), (Names{"seal_unlinked 2 0", "seal_changed 2 0"}));
}

TEST_F(AuditCheckTest, names_seals_that_are_gone_from_the_middle_and_from_the_end) {
    const auto whole = seals;
    seals.erase(seals.begin() + 1);
    EXPECT_EQ(found(), Names{"seal_gone 2 0"});
    seals = whole;
    seals.resize(2);
    EXPECT_EQ(found(), Names{"seal_gone 3 0"});
    seals.clear();
    EXPECT_EQ(found(), Names{"seal_gone 1 0"});
}

TEST_F(AuditCheckTest, names_the_seal_from_which_on_a_chain_was_rewritten) {
    record(22).actor = "somebody";
    seals[1].digests.replace(2 * kDigestLength, kDigestLength, digest_of(record(22)));
    rewrite_from(1);
    EXPECT_EQ(found(), Names{"chain_rewritten 2 0"});
}

TEST_F(AuditCheckTest, tells_a_changed_head_file_from_a_changed_chain) {
    heads[1].back() ^= 1;
    EXPECT_EQ(found(), Names{"head_changed 2 0"});
}

TEST_F(AuditCheckTest, misses_lines_of_the_head_file_but_for_those_not_yet_written) {
    const auto whole = heads;
    heads.erase(heads.begin());
    EXPECT_EQ(found(), Names{"head_gone 1 0"});
    heads = whole;
    heads.pop_back();
    EXPECT_EQ(found(), Names{});
    heads = whole;
    std::swap(heads[1], heads[2]);
    EXPECT_EQ(found(), (Names{"head_gone 2 0", "head_changed 2 0"}));
}

TEST_F(AuditCheckTest, passes_over_a_line_that_was_cut_off_and_then_written_again) {
    heads.insert(heads.begin() + 2, heads[2].substr(0, 40));
    EXPECT_EQ(found(), Names{});
}

TEST_F(AuditCheckTest, finds_any_byte_changed_in_any_seal) {
    const auto whole = seals;
    for (std::size_t index = 0; index < seals.size(); ++index)
        for (auto part : {&AuditSeal::sealed_at, &AuditSeal::previous, &AuditSeal::digests, &AuditSeal::seal})
            for (std::size_t place = 0; place < (seals[index].*part).size(); ++place) {
                (seals[index].*part)[place] ^= 1;
                EXPECT_NE(found(), Names{});
                seals = whole;
            }
}

TEST_F(AuditCheckTest, finds_any_byte_changed_in_the_head_file) {
    const auto whole = heads;
    for (std::size_t line = 0; line + 1 < heads.size(); ++line)
        for (std::size_t place = 0; place < heads[line].size(); ++place) {
            heads[line][place] ^= 1;
            EXPECT_NE(found(), Names{}) << line << " " << place;
            heads = whole;
        }
}

// At 10,000 places chosen by chance in everything that is stored.
TEST_F(AuditCheckTest, finds_one_changed_byte_wherever_it_is) {
    std::mt19937 random(20'261'122);
    const auto whole = std::tuple(records, seals, heads);
    int missed = 0;
    for (int round = 0; round < 10'000; ++round) {
        auto& one = records[random() % records.size()];
        auto& other = seals[random() % seals.size()];
        std::vector<std::string*> texts{&one.at,
                                        &one.actor,
                                        &one.action,
                                        &one.object_kind,
                                        &one.object_id,
                                        &one.value_digest,
                                        &one.values->salt,
                                        &*one.values->after,
                                        &other.sealed_at,
                                        &other.previous,
                                        &other.digests,
                                        &other.seal,
                                        &heads[random() % (heads.size() - 1)]};
        auto& text = *texts[random() % texts.size()];
        auto& byte = text[random() % text.size()];
        byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 127));
        missed += found().empty();
        std::tie(records, seals, heads) = whole;
    }
    EXPECT_EQ(missed, 0);
}

TEST(AuditProblems, counts_all_and_keeps_the_first) {
    AuditProblems problems;
    for (int record = 1; record <= 250; ++record) problems.add({AuditFault::record_gone, 1, record, ""});
    AuditProblems all;
    all.add(problems);
    all.add(problems);
    EXPECT_EQ(all.count, 500u);
    EXPECT_EQ(all.first.size(), AuditProblems::kKept);
}

}  // namespace
}  // namespace hub::queues
