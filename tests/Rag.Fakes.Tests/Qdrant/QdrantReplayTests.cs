namespace Rag.Fakes.Tests.Qdrant;

/// <summary>The fake answers as a real Qdrant 1.19 did.</summary>
public sealed class QdrantReplayTests
{
    /// <summary>What no client of ours sends; and a NUL in a path, which the fake's web server refuses.</summary>
    private static readonly string[] LeftOut =
    [
        "collections/create-bad-name-nul", "fusion/h-formula", "health/metrics", "health/telemetry", "misc/m-issues",
        "misc/m-quotas", "misc/m-quotas-reader",
    ];

    [Fact]
    public async Task The_fake_answers_as_recorded()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");

        (IReadOnlyList<string> failed, int count) = await Recording.ReplayAsync(
            "qdrant.jsonl", server.Url, "api-key: admin-key");

        Assert.Equal(LeftOut, failed.Order(StringComparer.Ordinal));
        Assert.Equal(671, count);
    }
}
