-- setFavorite by the members of members.lua in turn, each for the shops PASSPORT_BENCH_SHOPS in turn: into the favourites,
-- and out again when all were put in.
local directory = os.getenv("PASSPORT_BENCH_DIRECTORY")
dofile(directory .. "/members.lua")
dofile(directory .. "/result.lua")

local shops, turn = {}, 0
for shop in os.getenv("PASSPORT_BENCH_SHOPS"):gmatch("%d+") do shops[#shops + 1] = shop end

function request()
  local member = members[turn % #members + 1]
  local round = math.floor(turn / #members)
  local favorite = math.floor(round / #shops) % 2 == 0 and "true" or "false"
  local body = '{"shop_id":' .. shops[round % #shops + 1] .. ',"favorite":' .. favorite .. '}'
  turn = turn + 1
  return wrk.format("POST", "/api/v1/favorites", member, body)
end
