#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "handlers/places/area.hpp"

namespace hub::places {

// In which municipality a point lies. Immutable; copies share the index. Microseconds a question.
class AreaIndex {
public:
    // Boundaries are simplified: a point on the coast or at a border may lie this far outside all of them.
    static constexpr double kUsualTolerance = 500;  // metres

    AreaIndex();
    // Rings of fewer than three corners, and corners outside the globe, are left out.
    explicit AreaIndex(std::vector<Area> areas);

    struct Hit {
        const Area* area;  // lives as long as the index
        double outside_m;  // 0 inside its boundary; else how far from it
    };
    // The area a point lies in; else the nearest one no farther than `tolerance` metres (at most 10,000).
    std::optional<Hit> at(Position position, double tolerance = kUsualTolerance) const;

    const std::vector<Area>& areas() const;
    bool empty() const { return areas().empty(); }

private:
    struct State;
    std::shared_ptr<const State> state_;
};

// The middle of an area's largest polygon; empty when it has none. It may lie outside a polygon that is bent.
std::optional<Position> middle_of(const Area& area);

}  // namespace hub::places
