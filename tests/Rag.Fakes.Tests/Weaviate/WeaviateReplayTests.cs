using Rag.Fakes.Weaviate;

namespace Rag.Fakes.Tests.Weaviate;

/// <summary>The fake answers as a real Weaviate 1.40 did.</summary>
public sealed class WeaviateReplayTests
{
    private const string Admin = "Authorization: Bearer admin-key";

    /// <summary>What no client of ours sends.</summary>
    private static readonly string[] LeftOut =
    [
        "named-vectors/", "keyword-hybrid/", "graphql/g-variables", "graphql/g-batch", "misc/m-alias",
        "misc/m-rest-search", "misc/m-empty-class-hybrid", "scores/v-autocut", "scores/v-group-by",
        // JSON with half an emoji: .NET refuses to read it.
        "objects/o-lone-surrogate",
    ];

    [Fact]
    public async Task A_server_of_the_default_settings_answers_as_recorded()
    {
        await using FakeServer server = await FakeServer.StartAsync("weaviate");

        (IReadOnlyList<string> failed, int count) = await Recording.ReplayAsync("weaviate.jsonl", server.Url, Admin);

        Assert.DoesNotContain(
            failed, name => !LeftOut.Any(left => name.StartsWith(left, StringComparison.Ordinal)));
        Assert.True(failed.Count < count / 8, $"{failed.Count} of {count} lines are answered differently");
    }

    [Fact]
    public async Task A_server_with_small_limits_answers_as_recorded()
    {
        var settings = new WeaviateSettings
        {
            QueryMaximumResults = 5,
            AutoSchema = false,
            MaximumCollections = 2,
            MaximumTenants = 2,
            MaximumObjects = 10,
        };
        await using FakeServer server =
            await FakeServer.StartAsync((faults, clock) => new WeaviateFake(faults, clock, settings));

        (IReadOnlyList<string> failed, _) = await Recording.ReplayAsync("weaviate-limits.jsonl", server.Url, Admin);

        // Keyword and hybrid search are left out.
        Assert.Empty(failed.Except(["limits/l-graphql-bm25", "limits/l-graphql-hybrid"]));
    }

    [Fact]
    public async Task A_server_without_GraphQL_answers_as_recorded()
    {
        var settings = new WeaviateSettings { DisableGraphQl = true };
        await using FakeServer server =
            await FakeServer.StartAsync((faults, clock) => new WeaviateFake(faults, clock, settings));

        (IReadOnlyList<string> failed, _) = await Recording.ReplayAsync("weaviate-no-graphql.jsonl", server.Url, Admin);

        Assert.Empty(failed);
    }
}
