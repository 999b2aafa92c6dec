-- 10,000 different listShops requests near random points of Osaka, made before the clock starts.
dofile(os.getenv("PASSPORT_BENCH_DIRECTORY") .. "/result.lua")

local requests = {}

function init(arguments)
  math.randomseed(20261120)
  for number = 1, 10000 do
    local path = string.format("/api/v1/shops?lat=%.6f&lng=%.6f&limit=20",
      34.4 + math.random() * 0.6, 135.2 + math.random() * 0.5)
    requests[number] = wrk.format("GET", path)
  end
end

local turn = 0
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
