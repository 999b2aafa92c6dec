-- What wrk() of load.mjs reads: requests a second, p50 and p99 in ms, errors. A script by itself: the same request again and again.
function done(summary, latency, all)
  io.write(string.format("RESULT %.0f %.3f %.3f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
