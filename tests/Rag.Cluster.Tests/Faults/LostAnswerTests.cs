using System.Net.Http.Json;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

public sealed class LostAnswerTests(SharedPostgres postgres, ITestOutputHelper output)
{
    private const int Answers = 20;

    [Fact]
    public async Task Open_answers_of_a_lost_silo_end_with_an_error_that_can_be_retried_and_others_go_on()
    {
        // An answer of 40 words takes 10 s.
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            postgres.Server,
            2,
            settings: [("Rag__Models__ChatProvider", "stub"), ("Rag__Models__Stub__Tokens", "40"),
                ("Rag__Models__Stub__TokenDelay", "00:00:00.25")]);
        var work = new Workload(cluster.Client);
        await work.UploadAsync("d0");
        await work.VerifyAsync([]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        int begun = 0;
        Task<string>[] answers = [.. Enumerable.Range(0, Answers).Select(_ => ReadAsync())];
        while (Volatile.Read(ref begun) < Answers) await Task.Delay(20, limit.Token);

        await cluster.Silos[0].KillAsync();
        string[] ends = await Task.WhenAll(answers);

        output.WriteLine(string.Join('\n', ends.Distinct().Select(end => end[..Math.Min(end.Length, 120)])));
        string[] lost = [.. ends.Where(end => end.StartsWith("event: error\n", StringComparison.Ordinal))];
        Assert.NotEmpty(lost);
        Assert.All(lost, end => Assert.Contains("\"retryable\":true", end));
        Assert.All(ends.Except(lost), end => Assert.StartsWith("event: done\n", end));

        // Answers the last event.
        async Task<string> ReadAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/collections/default/query/stream");
            request.Content = JsonContent.Create(new { question = Workload.Codeword("d0", 0), mode = "keyword" });
            using HttpResponseMessage answer = await cluster.Client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
            string last = "";
            bool isBegun = false;
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal)) last = line;
                else if (line.StartsWith("data: ", StringComparison.Ordinal)) last = $"{last}\n{line}";
                if (!isBegun && last.StartsWith("event: delta\n", StringComparison.Ordinal))
                {
                    isBegun = true;
                    Interlocked.Increment(ref begun);
                }
            }

            return last;
        }
    }
}
