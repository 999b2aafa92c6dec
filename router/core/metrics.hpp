#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

// Counters and gauges of this process, shown at /metrics in the Prometheus text format 0.0.4.
namespace hub::metrics {

// A number that many threads may change; lives as long as the process. Keep the reference, look-up takes a lock.
using Number = std::atomic<std::int64_t>;

// The number of this name ("hub_deliveries_total") and label text ("route=\"shop_approved\",state=\"sent\"", or empty);
// created at the first call. At most 2,000 exist; further ones share one overflow number.
Number& number(std::string_view name, std::string_view labels = {});

// All numbers in the text format; names ending in _total are typed counter, others gauge.
std::string to_text();

}  // namespace hub::metrics
