using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Faults;
using Rag.Fakes.Weaviate.Objects;
using Rag.Fakes.Weaviate.Schema;
using Rag.Fakes.Weaviate.Search;

namespace Rag.Fakes.Weaviate;

/// <summary>
/// A Weaviate server of one node, as version 1.40 answers over HTTP: schema, tenants, objects, batches, filters, vector
/// search and counts. What no client of ours sends is left out: named vectors, keyword and hybrid search, aliases,
/// grouping, variables. Vector searches compare everything, so they are exact.
/// </summary>
public sealed class WeaviateFake : IFake
{
    private readonly WeaviateDatabase _database;
    private readonly WeaviateRouter _router = new();

    /// <summary>Creates an empty server.</summary>
    public WeaviateFake(FaultSwitches faults, TimeProvider clock, WeaviateSettings? settings = null)
    {
        _database = new WeaviateDatabase(settings ?? new WeaviateSettings(), clock);
        var writer = new ObjectWriter(_database, faults);
        MapServer();
        new SchemaRoutes(_database).Map(_router);
        new TenantRoutes(_database).Map(_router);
        new ObjectListRoute(_database).Map(_router);
        new ObjectRoutes(_database, writer).Map(_router);
        new BatchRoutes(_database, writer, faults).Map(_router);
        new GraphQlRoute(_database, faults).Map(_router);
    }

    /// <inheritdoc/>
    public void Build(WebApplication app) => app.Run(_router.InvokeAsync);

    /// <inheritdoc/>
    public Task WriteErrorAsync(HttpContext context, int status, string message) => WeaviateRouter.WriteAsync(
        context, status, new JsonObject { ["error"] = WeaviateFailure.Messages(message) });

    /// <inheritdoc/>
    public Task WriteUnauthorizedAsync(HttpContext context) => WeaviateRouter.WriteNoKeyAsync(context);

    private void MapServer()
    {
        _router.Map("GET", "/v1/.well-known/live", _ => WeaviateAnswer.Empty, isOpen: true);
        _router.Map("GET", "/v1/.well-known/ready", _ => WeaviateAnswer.Empty, isOpen: true);
        _router.Map(
            "GET", "/v1/.well-known/openid-configuration", _ => throw WeaviateFailure.NotFound(), isOpen: true);
        _router.Map("GET", "/v1", _ => new JsonObject
        {
            ["links"] = new JsonArray(new JsonObject
            {
                ["href"] = "/v1/meta",
                ["name"] = "Meta information about this instance/cluster",
            }),
        });
        _router.Map("GET", "/v1/meta", call => new JsonObject
        {
            ["grpcMaxMessageSize"] = 104_858_000,
            ["hostname"] = $"http://{call.Request.Host}",
            ["modules"] = new JsonObject(),
            ["version"] = _database.Settings.Version,
        });
        _router.Map("GET", "/v1/nodes", _ => new JsonObject
        {
            ["nodes"] = new JsonArray(new JsonObject
            {
                ["batchStats"] = new JsonObject { ["queueLength"] = 0, ["ratePerSecond"] = 0 },
                ["name"] = "node1",
                ["operationalMode"] = "ReadWrite",
                ["shards"] = null,
                ["status"] = "HEALTHY",
                ["version"] = _database.Settings.Version,
            }),
        });
    }
}
