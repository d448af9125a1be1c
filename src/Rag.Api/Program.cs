using Rag.Api.Aliases;
using Rag.Api.Collections;
using Rag.Api.Documents;
using Rag.Api.Errors;
using Rag.Api.Health;
using Rag.Api.Limits;
using Rag.Api.OpenApi;
using Rag.Api.Queries;
using Rag.Api.Search;
using Rag.Api.Server;
using Rag.Api.Stores;
using Rag.Api.Usage;
using Rag.Hosting;
using Rag.Hosting.Health;
using Rag.Hosting.Orleans;
using Rag.Hosting.Telemetry;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddRagConfiguration();
if (StartRefusal.Find(builder.Configuration, isSilo: false) is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return 2;
}

IConfigurationSection section = builder.Configuration.GetSection(RagHosting.SectionName);
string mode = builder.AddRagApi();
builder.Logging.AddQuietLogs();
builder.Services
    .AddPrometheus()
    .AddErrors()
    .AddServerLimits(section)
    .AddDocuments(section)
    .AddQueries()
    .AddOpenApiDocument();

WebApplication app = builder.Build();

app.UseSecurityHeaders();
app.UseErrors();
app.UseDocsPage();

app.MapCollections();
app.MapDocuments();
app.MapSearch();
app.MapSuggest();
app.MapQueries();
app.MapLimits();
app.MapStores();
app.MapUsage();
app.MapAliases();
app.MapHealth(OrleansBuild.Name, mode, app.Services.GetRequiredService<Readiness>().GetStatusAsync);
app.MapPrometheus();
app.MapOpenApiDocument();

await app.RunAsync();
return 0;

/// <summary>The HTTP host; public for the tests that start it.</summary>
public partial class Program;
