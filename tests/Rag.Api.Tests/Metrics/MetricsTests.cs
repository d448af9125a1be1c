using System.Diagnostics;

namespace Rag.Api.Tests.Metrics;

public sealed class MetricsTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task The_page_tells_of_requests_uploads_queries_models_and_indexes()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The plover feigns a broken wing.");
        await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query", """{"question":"What does the plover feign?"}""");
        await Client.GetAsync("/v1/collections/nowhere");

        string page = await Client.GetStringAsync("/metrics");

        string[] expected =
        [
            "app_requests_total{method=\"POST\",route=\"/v1/collections/{collection}/query\",status=\"200\"}",
            "app_request_failures_total{method=\"GET\",route=\"/v1/collections/{collection}\",status=\"404\"}",
            "app_request_duration_seconds_bucket{method=\"POST\",route=\"/v1/collections/{collection}/query\","
                + "le=\"+Inf\"}",
            "rag_uploads_total{outcome=\"accepted\"}",
            "rag_documents_ingested_total{outcome=\"completed\"}",
            "rag_query_duration_seconds_count",
            "rag_retrieval_duration_seconds_count",
            "rag_model_duration_seconds_count",
            "# TYPE rag_tokens_total counter",
            "rag_collections ",
            "process_cpu_seconds_total ",
            "process_resident_memory_bytes ",
        ];
        Assert.All(expected, start => Assert.Contains(
            page.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_page_pleases_promtool()
    {
        string page = await Client.GetStringAsync("/metrics");
        using Process? promtool = Promtool.Start("check metrics");
        if (promtool is null)
        {
            Assert.Skip("promtool is not installed (package prometheus): the page was not checked by it.");
        }

        await promtool.StandardInput.WriteAsync(page);
        string complaints = await Promtool.EndAsync(promtool);

        Assert.True(promtool.ExitCode == 0, complaints);
    }
}
