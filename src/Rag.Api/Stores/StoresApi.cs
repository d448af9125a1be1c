using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Grains.Interfaces;

namespace Rag.Api.Stores;

/// <summary>Which vector stores there are, and how they are.</summary>
internal static class StoresApi
{
    private const string Description =
        """
        The vector stores that a collection's `store` can name: whether each can be used now (asked within the last
        5 seconds), its engine, capabilities and limits. A store that cannot be used has `status: "unavailable"` and an
        `error` with a `code` (`unavailable`, `timeout`, `unauthorized`, `unsupported_version`, `not_configured`, …);
        the log of the service has the whole message.
        """;

    /// <summary>Maps <c>/v1/stores</c>.</summary>
    public static void MapStores(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stores", ListAsync).WithTags("Stores")
            .Produces<StoreList>().Fails()
            .Describe("listStores", "List vector stores", Description);

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        new JsonAnswer<StoreList>(new StoreList(await grains.Stores().ListAsync(cancellationToken)));
}
