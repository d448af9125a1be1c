using System.Net;
using System.Net.Http.Json;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Limits;

public sealed class ClusterWideLimitTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Quotas_and_rate_limits_hold_over_all_silos_and_apis_together()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 2);
        HostProcess other = await cluster.AddApiAsync();
        using HttpResponseMessage created = await cluster.Client.PostAsJsonAsync("/v1/collections", new
        {
            name = "small",
            quotas = new { documents = 5 },
            limits = new { queries_per_minute = 8 },
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        HttpClient[] clients = [cluster.Client, other.Client];

        HttpStatusCode[] uploads = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using HttpResponseMessage answer = await clients[i % 2].PostAsJsonAsync(
                "/v1/collections/small/documents", new { document_id = $"d{i}", text = "Words of a document." });
            return answer.StatusCode;
        }));
        HttpStatusCode[] searches = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            using HttpResponseMessage answer = await clients[i % 2].PostAsJsonAsync(
                "/v1/collections/small/search", new { query = "words", mode = "keyword" });
            return answer.StatusCode;
        }));

        Assert.Equal(5, uploads.Count(status => status == HttpStatusCode.Accepted));
        Assert.Equal(7, uploads.Count(status => status == HttpStatusCode.Forbidden));
        // One more for every 7.5 s that the searches take on a slow machine.
        Assert.InRange(searches.Count(status => status == HttpStatusCode.OK), 8, 12);
        Assert.Contains(HttpStatusCode.TooManyRequests, searches);
    }
}
