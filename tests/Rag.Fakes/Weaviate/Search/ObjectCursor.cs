using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>Paging by the last id that was seen.</summary>
internal static class ObjectCursor
{
    public static void Check(string after, long? limit, bool hasOffset, bool hasFilter)
    {
        if (limit is null) throw Wrong("limit parameter must be set");
        if (hasOffset) throw Wrong("offset cannot be set with after and limit parameters");
        if (hasFilter) throw Wrong("where cannot be set with after and limit parameters");
        if (after.Length > 0 && !Guid.TryParse(after, out _))
            throw Wrong($"after parameter '{after}' is not a valid uuid");
    }

    public static IEnumerable<StoredObject> After(IEnumerable<StoredObject> objects, string after) =>
        objects.Where(stored => string.CompareOrdinal(stored.Id, after) > 0);

    private static WeaviateFailure Wrong(string what) =>
        WeaviateFailure.Of(422, $"cursor api: invalid 'after' parameter: {what}");
}
