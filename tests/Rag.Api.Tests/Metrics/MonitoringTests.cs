using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Rag.Api.Tests.Metrics;

/// <summary>What Prometheus and Grafana are given asks only for what the service tells.</summary>
public sealed class MonitoringTests(RagApplication application)
{
    private const string Dashboard = "docker/grafana/dashboards/rag.json";
    private const string Alerts = "docker/prometheus/alerts.yml";
    private const string OrleansPrefix = "orleans_";

    /// <summary>Prometheus makes these itself.</summary>
    private static readonly string[] OfPrometheus = ["up", "ALERTS"];

    /// <summary>Only the API of a cluster is a client; docker/smoke.sh looks for it there.</summary>
    private static readonly string[] OfClients = ["orleans_client_connected_gateways"];

    private static readonly string Root = typeof(MonitoringTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryDirectory").Value!;

    private HttpClient Client => application.Client;

    [Theory]
    [InlineData(Dashboard)]
    [InlineData(Alerts)]
    public async Task Every_metric_that_is_asked_for_is_on_the_page(string file)
    {
        HashSet<string> exposed = await ReadExposedAsync();

        string[] wanted = [.. MetricsOf(file).Except(OfPrometheus).Where(name => !IsOfOrleans(name))];

        Assert.NotEmpty(wanted);
        Assert.All(wanted, name => Assert.Contains(name, exposed));
    }

    [Fact]
    public async Task Every_metric_of_Orleans_that_is_asked_for_is_on_the_page()
    {
        using JsonDocument health = JsonDocument.Parse(await Client.GetStringAsync("/health"));
        if (health.RootElement.GetProperty("orleans").GetString() != "packages")
        {
            Assert.Skip("This build has no Orleans packages, and so none of Orleans' metrics.");
        }

        HashSet<string> exposed = await ReadExposedAsync();

        string[] wanted = [.. MetricsOf(Dashboard).Where(IsOfOrleans).Except(OfClients)];

        Assert.NotEmpty(wanted);
        Assert.All(wanted, name => Assert.Contains(name, exposed));
    }

    [Theory]
    [InlineData("check config prometheus.yml")]
    [InlineData("check rules alerts.yml")]
    [InlineData("test rules alerts.test.yml")]
    public async Task Promtool_accepts_what_Prometheus_is_given(string arguments)
    {
        using Process? promtool = Promtool.Start(arguments, Path.Combine(Root, "docker/prometheus"));
        if (promtool is null)
        {
            Assert.Skip($"promtool is not installed (package prometheus): 'promtool {arguments}' was not run.");
        }

        string complaints = await Promtool.EndAsync(promtool);

        Assert.True(promtool.ExitCode == 0, complaints);
    }

    private static bool IsOfOrleans(string name) => name.StartsWith(OrleansPrefix, StringComparison.Ordinal);

    private static IEnumerable<string> MetricsOf(string file)
    {
        string text = File.ReadAllText(Path.Combine(Root, file));
        IEnumerable<string> expressions = file == Dashboard ? ExpressionsOfJson(text) : ExpressionsOfYaml(text);
        return expressions.SelectMany(PromQl.MetricsOf).Distinct();
    }

    private static List<string> ExpressionsOfJson(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        List<string> found = [];
        Collect(document.RootElement);
        return found;

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray()) Collect(item);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (property.NameEquals("expr")) found.Add(property.Value.GetString()!);
                    else Collect(property.Value);
                }
            }
        }
    }

    /// <summary>The values of <c>expr</c>: on the line itself, or in the deeper lines after a bar.</summary>
    private static IEnumerable<string> ExpressionsOfYaml(string text)
    {
        const string Key = "expr:";
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith(Key, StringComparison.Ordinal)) continue;
            string value = lines[i].TrimStart()[Key.Length..].Trim();
            yield return value == "|"
                ? string.Join(' ', lines.Skip(i + 1).TakeWhile(line => Indent(line) > Indent(lines[i])))
                : value;
        }
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary>The names on the page, once everything that makes metrics has been used.</summary>
    private async Task<HashSet<string>> ReadExposedAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The dotterel lets the male brood.");
        await Client.PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"Who broods?"}""");
        string page = await Client.GetStringAsync("/metrics");
        return [.. page.Split('\n').SelectMany(NamesIn)];
    }

    private static string[] NamesIn(string line) => line.Split(' ') switch
    {
        ["#", "TYPE", var name, "histogram"] => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
        ["#", "TYPE", var name, _] => [name],
        _ => [],
    };
}
