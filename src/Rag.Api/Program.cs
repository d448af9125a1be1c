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
using Rag.Hosting;
using Rag.Hosting.Orleans;
using Rag.Hosting.Telemetry;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
IConfigurationSection section = builder.Configuration.GetSection(RagHosting.SectionName);

builder.AddRag();
builder.Logging.AddQuietLogs();
builder.Services
    .AddPrometheus()
    .AddErrors()
    .AddServerLimits(section)
    .AddDocuments(section)
    .AddQueries()
    .AddHealth()
    .AddOpenApiDocument();

WebApplication app = builder.Build();

app.UseSecurityHeaders();
app.UseErrors();
app.UseDocsPage();

app.MapCollections();
app.MapDocuments();
app.MapSearch();
app.MapQueries();
app.MapLimits();
app.MapAliases();
app.MapHealth(OrleansBuild.Name, mode: "single");
app.MapPrometheus();
app.MapOpenApiDocument();

await app.RunAsync();

/// <summary>The HTTP host; public for the tests that start it.</summary>
public partial class Program;
