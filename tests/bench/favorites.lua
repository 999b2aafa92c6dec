-- setFavorite by the members whose headers are in the file PASSPORT_BENCH_MEMBERS (one a line: cookie, tab, proof), each
-- for shops in turn: into the favourites, and out again when all were put in.
local members, shops, turn = {}, {}, 0

function init(arguments)
  for line in io.lines(os.getenv("PASSPORT_BENCH_MEMBERS")) do
    local cookie, proof = line:match("^([^\t]*)\t(.*)$")
    members[#members + 1] = { ["Content-Type"] = "application/json", ["Cookie"] = cookie, ["X-CSRF-Token"] = proof }
  end
  for shop in os.getenv("PASSPORT_BENCH_SHOPS"):gmatch("%d+") do shops[#shops + 1] = shop end
end

function request()
  local member = members[turn % #members + 1]
  local round = math.floor(turn / #members)
  local favorite = math.floor(round / #shops) % 2 == 0 and "true" or "false"
  local body = '{"shop_id":' .. shops[round % #shops + 1] .. ',"favorite":' .. favorite .. '}'
  turn = turn + 1
  return wrk.format("POST", "/api/v1/favorites", member, body)
end

function done(summary, latency, all)
  io.write(string.format("RESULT %.0f %.3f %.3f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
