-- The headers of the members in the file PASSPORT_BENCH_MEMBERS: one a line, cookie, tab, proof.
members = {}
for line in io.lines(os.getenv("PASSPORT_BENCH_MEMBERS")) do
  local cookie, proof = line:match("^([^\t]*)\t(.*)$")
  members[#members + 1] = { ["Content-Type"] = "application/json", ["Cookie"] = cookie, ["X-CSRF-Token"] = proof }
end
