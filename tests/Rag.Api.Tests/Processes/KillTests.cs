using System.Net.Http.Json;
using System.Text.Json;

namespace Rag.Api.Tests.Processes;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Documents = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Every_accepted_document_survives_kill_9_completes_once_and_deleted_ones_stay_gone()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string directory = Directory.CreateTempSubdirectory("rag-kill-").FullName;
        var accepted = new HashSet<string>();
        var deleted = new HashSet<string>();
        try
        {
            // Two kills in the middle of the work, then a last start that has to finish everything.
            for (int round = 0; round < 2; round++)
            {
                await using ServiceProcess service = await ServiceProcess.StartAsync(directory);
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Task work = UploadAsync(service, round, accepted, deleted, begun);
                await Task.WhenAny(work, begun.Task);
                await Task.WhenAny(work, Task.Delay(random.Next(200, 1_500)));
                await service.KillAsync();
                await work;
            }

            await using ServiceProcess last = await ServiceProcess.StartAsync(directory);
            output.WriteLine($"{accepted.Count} accepted, {deleted.Count} deleted");
            await VerifyAsync(last, accepted, deleted);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>
    /// Uploads until the service dies; remembers only what it has confirmed and says when that is the first. Every
    /// seventh is deleted again.
    /// </summary>
    private static async Task UploadAsync(
        ServiceProcess service, int round, HashSet<string> accepted, HashSet<string> deleted,
        TaskCompletionSource begun)
    {
        try
        {
            for (int i = 0; i < Documents; i++)
            {
                string id = $"r{round}-d{i}";
                using HttpResponseMessage answer = await service.Client.PostAsJsonAsync(
                    "/v1/collections/default/documents", new { document_id = id, text = TextOf(id) });
                answer.EnsureSuccessStatusCode();
                accepted.Add(id);
                begun.TrySetResult();
                if (i % 7 != 6) continue;
                // Unknown whether it is gone until the answer is here: neither set holds it meanwhile.
                accepted.Remove(id);
                using HttpResponseMessage gone = await service.Client.DeleteAsync(
                    $"/v1/collections/default/documents/{id}");
                gone.EnsureSuccessStatusCode();
                deleted.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // Killed in the middle: what was under way is unknown and not remembered.
        }
    }

    private static async Task VerifyAsync(ServiceProcess service, HashSet<string> accepted, HashSet<string> deleted)
    {
        using var limit = new CancellationTokenSource(Patience);
        foreach (string id in accepted)
        {
            await CompletesAsync(service, id, limit.Token);
            JsonElement page = await service.Client.GetFromJsonAsync<JsonElement>(
                $"/v1/collections/default/documents/{id}/chunks?limit=1000", limit.Token);
            int[] ordinals =
                [.. page.GetProperty("chunks").EnumerateArray().Select(c => c.GetProperty("ordinal").GetInt32())];
            Assert.Equal(Enumerable.Range(0, ordinals.Length), ordinals);
            Assert.NotEmpty(ordinals);
        }

        foreach (string id in deleted)
        {
            JsonElement found = await SearchAsync(service, id, limit.Token);
            Assert.DoesNotContain(
                found.EnumerateArray(), hit => hit.GetProperty("document_id").GetString() == id);
        }

        string one = accepted.First();
        JsonElement hits = await SearchAsync(service, one, limit.Token);
        Assert.Equal(one, hits[0].GetProperty("document_id").GetString());
    }

    private static async Task CompletesAsync(ServiceProcess service, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            JsonElement document = await service.Client.GetFromJsonAsync<JsonElement>(
                $"/v1/collections/default/documents/{id}", cancellationToken);
            string status = document.GetProperty("status").GetString()!;
            Assert.NotEqual("failed", status);
            if (status == "completed") return;
            await Task.Delay(50, cancellationToken);
        }
    }

    private static async Task<JsonElement> SearchAsync(
        ServiceProcess service, string id, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await service.Client.PostAsJsonAsync(
            "/v1/collections/default/search",
            new { query = $"codeword{id.Replace("-", "", StringComparison.Ordinal)}", top_k = 100 },
            cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("results");
    }

    private static string TextOf(string id) => string.Join("\n\n", Enumerable.Range(0, 5).Select(i =>
        $"Paragraph {i} of the document {id} with the codeword{id.Replace("-", "", StringComparison.Ordinal)}. "
        + string.Concat(Enumerable.Repeat("The harbour is calm and the zeppelin is moored. ", 12))));
}
