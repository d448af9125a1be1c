using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Usage;

public sealed class UsageGrainTests(RagHostFixture fixture) : IClassFixture<RagHostFixture>
{
    private static readonly DateOnly Month = new(2001, 2, 1);
    private static readonly UsageLine Line = new(new DateOnly(2001, 2, 3), "m", "chat", 1, 10, 5, 0, 0, 0.25m);

    private RagHost Rag => fixture.Host;

    [Fact]
    public async Task A_report_that_comes_twice_counts_once()
    {
        IUsageGrain grain = Rag.Grains.Usage(TenantId.Parse("twice"), Month);
        var reporter = Guid.NewGuid();

        await grain.AddAsync(new UsageReport(reporter, 1, [Line]), default);
        await grain.AddAsync(new UsageReport(reporter, 1, [Line]), default);
        await grain.AddAsync(new UsageReport(reporter, 2, [Line]), default);
        await grain.AddAsync(new UsageReport(Guid.NewGuid(), 1, [Line]), default);

        Assert.Equal([Line with { Calls = 3, InputTokens = 30, OutputTokens = 15, CostUsd = 0.75m }],
            (await grain.GetAsync(default)).Lines);
    }

    [Fact]
    public async Task What_was_used_is_known_at_once_and_after_a_restart()
    {
        await using RagHost rag = await RagHost.StartAsync(
            settings: new() { ["Rag:Usage:WriteInterval"] = "01:00:00" });
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "lindau", "The lighthouse of Lindau is 33 metres high.");
        Outcome<Answer> answer = await rag.Grains.Query(TenantId.Default, QueryId.Create()).AskAsync(
            new QueryRequest
            {
                Search = new SearchRequest { Collections = [name], Query = "How high is the lighthouse?" },
            },
            default);

        UsageLine before = Assert.Single(await ReadAsync(rag));
        await rag.RestartAsync();
        UsageLine after = Assert.Single(await ReadAsync(rag));

        Assert.Equal("chat", before.Role);
        Assert.Equal(1, before.Calls);
        Assert.Equal(0m, before.CostUsd);
        Assert.Equal(answer.Value!.Usage.CompletionTokens, before.OutputTokens);
        Assert.Equal(before, after);
    }

    private static async Task<IReadOnlyList<UsageLine>> ReadAsync(RagHost rag)
    {
        UsageLines lines = await rag.Grains.Usage(TenantId.Default, DateOnly.FromDateTime(DateTime.UtcNow))
            .GetAsync(default);
        return lines.Lines;
    }
}
