using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Health;

public sealed class HealthApiTests(RagApplication application)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    public async Task Health_says_what_runs_and_nothing_about_the_machine(string path)
    {
        JsonElement health = await application.Client.GetAsync(path).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            ["status", "version", "orleans", "mode", "uptime_seconds"],
            health.EnumerateObject().Select(member => member.Name));
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Contains(health.GetProperty("orleans").GetString(), (string[])["inprocess", "packages"]);
        Assert.Equal("single", health.GetProperty("mode").GetString());
    }
}
