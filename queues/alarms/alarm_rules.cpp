#include "queues/alarms/alarm_rules.hpp"

#include <algorithm>

namespace hub::queues {
namespace {

using Key = std::pair<AlarmKind, std::string>;

std::map<Key, Condition> by_key(const std::vector<Condition>& conditions) {
    std::map<Key, Condition> all;
    for (const auto& condition : conditions) {
        const auto [entry, is_new] = all.emplace(Key{condition.kind, condition.subject}, condition);
        if (!is_new && condition.count > entry->second.count) entry->second = condition;
    }
    return all;
}

std::chrono::seconds quiet_after(const std::vector<PastAlarm>& past, const Condition& condition, WallTime now) {
    for (const auto& alarm : past)
        if (alarm.kind == condition.kind && alarm.subject == condition.subject && now - alarm.over < kForgotten)
            return std::clamp(2 * alarm.quiet, kShortestQuiet, kLongestQuiet);
    return kShortestQuiet;
}

}  // namespace

AlarmChanges judge(const std::vector<OpenAlarm>& open, const std::vector<PastAlarm>& past,
                   const std::vector<Condition>& conditions, const std::set<AlarmKind>& not_judged, WallTime now) {
    AlarmChanges changes;
    auto present = by_key(conditions);
    for (const auto& alarm : open) {
        const auto condition = present.find({alarm.kind, alarm.subject});
        if (condition != present.end()) {
            changes.seen.push_back({alarm.id, condition->second.count, condition->second.detail});
            present.erase(condition);
            continue;
        }
        const bool settled = alarm.acknowledged && ends_by_acknowledgement(alarm.kind);
        const bool gone = !not_judged.contains(alarm.kind) && now - alarm.last_seen >= alarm.quiet;
        if (settled || gone) changes.over.push_back(alarm.id);
    }
    auto room = kMostOpen - std::min(kMostOpen, open.size() - changes.over.size());
    for (const auto& [key, condition] : present) {
        if (room == 0) break;
        --room;
        changes.begin.push_back({condition, quiet_after(past, condition, now)});
    }
    return changes;
}

std::vector<Condition> LastingConditions::lasting(const std::vector<Condition>& conditions, MonotonicTime now) {
    std::map<Key, MonotonicTime> since;
    std::vector<Condition> lasting;
    for (const auto& condition : conditions) {
        const Key key{condition.kind, condition.subject};
        const auto before = since_.find(key);
        const auto first = before == since_.end() ? now : before->second;
        since.emplace(key, first);
        if (now - first >= kLongEnough) lasting.push_back(condition);
    }
    since_ = std::move(since);
    return lasting;
}

}  // namespace hub::queues
