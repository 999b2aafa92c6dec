-- listFavorites by the members of members.lua in turn.
local directory = os.getenv("PASSPORT_BENCH_DIRECTORY")
dofile(directory .. "/members.lua")
dofile(directory .. "/result.lua")

local turn = 0
function request()
  turn = turn % #members + 1
  return wrk.format("GET", "/api/v1/favorites", members[turn])
end
