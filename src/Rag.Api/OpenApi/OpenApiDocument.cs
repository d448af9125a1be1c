using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page that shows it at <c>/docs</c>.</summary>
internal static class OpenApiDocument
{
    private const string Path = "/openapi/v1.json";

    private const string Description =
        """
        Documents go in, grounded answers with exact sources come out, token by token. JSON is snake_case, times are
        RFC 3339 UTC, ids are opaque strings. Every error is `application/problem+json` with a stable `code`. Positions
        count Unicode code points.
        """;

    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonTypes.Options.PropertyNamingPolicy;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, JsonTypes.Options.TypeInfoResolver!);
        });
        return services.AddOpenApi("v1", static options =>
        {
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "RAG service", Version = "v1", Description = Description };
                // The address of the machine that made the document is nobody's business.
                document.Servers = [new OpenApiServer { Url = "/" }];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer<EndpointTransformer>();
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type != typeof(RawJson)) return Task.CompletedTask;
                schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
                schema.AdditionalPropertiesAllowed = true;
                schema.Examples = [new JsonObject { ["department_id"] = "d7" }];
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Maps the document.</summary>
    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json");

    /// <summary>Serves the page; its files are in the assembly, nothing is fetched from elsewhere.</summary>
    public static void UseDocsPage(this WebApplication app) =>
        // Only below /docs: the page's middleware would match its pattern against the path of every request.
        app.UseWhen(
            static context => context.Request.Path.StartsWithSegments("/docs"),
            static docs => docs.UseSwaggerUI(static options =>
            {
                options.RoutePrefix = "docs";
                options.DocumentTitle = "RAG service";
                options.SwaggerEndpoint(Path, "v1");
            }));
}
