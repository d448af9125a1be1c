using Rag.Api.Collections;
using Rag.Api.Documents.Uploads;
using Rag.Api.Json;
using Rag.Api.OpenAI;
using Rag.Api.OpenApi;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>
/// The same system under the names that its source documents use. Thin: each route translates names and calls what the
/// canonical one calls. They act on the collection named in the request, else on <c>default</c>. With them come the
/// routes for clients of OpenAI's API, <see cref="OpenAIApi"/>.
/// </summary>
internal static class AliasesApi
{
    /// <summary>Maps all of them.</summary>
    public static void MapAliases(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenAI();
        RouteGroupBuilder group = routes.MapGroup("").WithTags("Aliases");
        group.MapPost("/documents/upload", UploadAsync).TakesFile()
            .Query("collection", "The collection; also a form field; default `default`")
            .Produces<DocumentInfo>(StatusCodes.Status202Accepted).Produces<DocumentInfo>()
            .Fails(400, 403, 404, 409, 413, 415, 422, 429, 507)
            .Describe(
                "aliasUpload",
                "Upload a document",
                "Alias of `POST /v1/collections/{collection}/documents`, multipart only.");
        group.MapGet("/collections", CollectionsApi.ListAsync)
            .Produces<CollectionList>().Fails(400, 422)
            .Describe("aliasListCollections", "List collections", "Alias of `GET /v1/collections`.");
        group.MapDelete("/collections/{collection}", CollectionsApi.DeleteAsync)
            .Produces<CollectionInfo>(StatusCodes.Status202Accepted).Fails(404)
            .Describe(
                "aliasDeleteCollection",
                "Delete a collection",
                "Alias of `DELETE /v1/collections/{collection}`.");
        group.MapGet("/api/v1/ping", static () => new JsonAnswer<PingAnswer>(new PingAnswer("ok", "pong")))
            .Produces<PingAnswer>()
            .Describe("aliasPing", "Ping", "The service answers.");
        group.MapAskAliases();
        group.MapIngestAliases();
    }

    private static Task<IResult> UploadAsync(
        HttpContext context, DocumentIntake intake, CancellationToken cancellationToken) =>
        intake.TakeIntoNamedAsync(context, cancellationToken);
}
