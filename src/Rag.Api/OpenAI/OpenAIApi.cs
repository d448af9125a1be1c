using Rag.Api.Collections;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>
/// The same system for clients of OpenAI's API: each collection is a model. Errors are in OpenAI's shape, see
/// <see cref="OpenAIError"/>.
/// </summary>
internal static class OpenAIApi
{
    private const int MaxModels = 1_000;

    /// <summary>Maps <c>/v1/models</c>, <c>/v1/chat/completions</c> and <c>/v1/embeddings</c>.</summary>
    public static void MapOpenAI(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1").WithTags("OpenAI");
        group.AddEndpointFilter((context, next) =>
        {
            OpenAIError.SetRequestId(context.HttpContext);
            return next(context);
        });
        group.MapGet("/models", ListAsync).Produces<ModelList>().FailsAsOpenAI()
            .Describe("listModels", "List collections as models", "Each collection is the model `rag/<collection>`.");
        group.MapGet("/models/{**model}", GetAsync).Produces<ModelEntry>().FailsAsOpenAI(404)
            .Describe("getModel", "Read a collection as a model", "`model` is `rag/<collection>`.");
        group.MapChat();
        group.MapEmbeddings();
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<CollectionList> found = await CollectionPaging.ListAsync(
            grains, context.Tenant(), cursor: null, MaxModels, cancellationToken);
        return found.Failed(out Failure? failure, out CollectionList? list)
            ? new Problem(failure)
            : new JsonAnswer<ModelList>(new ModelList("list", [.. list.Collections.Select(Describe)]));
    }

    private static async Task<IResult> GetAsync(
        string model, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // The server leaves this escape in paths, and a collection's name has no '%'.
        string name = model.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (ModelName.Read(name, out Failure? unknown) is not { } collection) return new Problem(unknown!);
        Outcome<CollectionInfo> found =
            await grains.Collection(context.Tenant(), collection).GetAsync(cancellationToken);
        return found.Failed(out Failure? failure, out CollectionInfo? info)
            ? new Problem(failure)
            : new JsonAnswer<ModelEntry>(Describe(info));
    }

    private static ModelEntry Describe(CollectionInfo collection) => new(
        ModelName.Of(collection.Name), "model", collection.CreatedAt.ToUnixTimeSeconds(), "rag");
}
