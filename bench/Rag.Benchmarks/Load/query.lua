-- wrk script: posts the JSON bodies of the file $BODIES, one a line, in turn.
local bodies = {}
for line in io.lines(os.getenv('BODIES')) do bodies[#bodies + 1] = line end
local next_body = 0

wrk.method = 'POST'
wrk.headers['Content-Type'] = 'application/json'

request = function()
  next_body = next_body % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[next_body])
end

-- requests, microseconds measured, median and 99th percentile in microseconds, errors
done = function(summary, latency, _)
  local e = summary.errors
  io.write(string.format('RESULT %d %d %.1f %.1f %d\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
end
