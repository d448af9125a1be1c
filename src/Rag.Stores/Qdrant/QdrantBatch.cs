using Rag.Pipeline;

namespace Rag.Stores.Qdrant;

/// <summary>Cuts what is written into requests that the server takes.</summary>
internal static class QdrantBatch
{
    /// <summary>The code of a request that the server finds too large.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Half of what the server takes unless configured otherwise.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Sends items, in halves wherever a request is too large for a limit of the server's that only its
    /// operator knows.</summary>
    public static async Task SendAsync<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, Task> send)
    {
        try
        {
            await send(items);
        }
        catch (StoreException failure) when (items.Count > 1 && IsTooLarge(failure))
        {
            int half = items.Count / 2;
            await SendAsync([.. items.Take(half)], send);
            await SendAsync([.. items.Skip(half)], send);
        }
    }

    private static bool IsTooLarge(StoreException failure) => failure.Code == TooLarge
        || (failure.Code == "throttled" && failure.Message.Contains("split your request", StringComparison.Ordinal));
}
