namespace Rag.Api.Health;

/// <summary>How the service is; neither settings nor names of hosts.</summary>
/// <param name="Status"><c>ok</c>, <c>starting</c>, <c>stopping</c> or <c>unavailable</c>.</param>
/// <param name="Version">The build's version.</param>
/// <param name="Orleans">Which Orleans the build runs on.</param>
/// <param name="Mode"><c>single</c>: API and silo in one process; <c>cluster</c>: the API is a client.</param>
/// <param name="UptimeSeconds">Since the start of the process.</param>
internal sealed record HealthReport(string Status, string Version, string Orleans, string Mode, long UptimeSeconds);
