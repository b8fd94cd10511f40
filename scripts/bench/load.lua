-- Requests for wrk: `-- METHOD KEY PATHS PREFIX`, where PATHS is a file with a path
-- in each line. A POST scores a risk and has an Idempotency-Key of its own.
local method, headers, paths, prefix, sent

function init(args)
   method, prefix, sent = args[1], args[4], 0
   headers = {["Authorization"] = "Bearer " .. args[2]}
   paths = {}
   for line in io.lines(args[3]) do paths[#paths + 1] = line end
   math.randomseed(tonumber(args[5]))
   if method == "POST" then headers["Content-Type"] = "application/json" end
end

function request()
   local path = paths[math.random(#paths)]
   if method == "GET" then return wrk.format(method, path, headers) end
   sent = sent + 1
   headers["Idempotency-Key"] = prefix .. "-" .. sent
   local body = string.format(
      '{"current":{"likelihood":%d,"impact":%d},"inherent":{"likelihood":%d,' ..
      '"impact":%d},"reason":"The second agency has closed; notice %d of the week"}',
      math.random(5), math.random(5), math.random(5), math.random(5), sent)
   return wrk.format(method, path, headers, body)
end

function done(summary, latency, _)
   local wrong = summary.errors
   print(string.format(
      'FIGURES {"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"bad":%d}',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
      latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
      wrong.status + wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
