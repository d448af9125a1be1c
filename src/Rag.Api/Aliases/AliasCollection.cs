using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>The collection that an alias acts on.</summary>
internal static class AliasCollection
{
    /// <summary>The named one, else <c>default</c>.</summary>
    public static bool TryRead(string? named, out CollectionName collection, out Failure? unknown)
    {
        unknown = null;
        if (CollectionName.TryParse(named ?? CollectionName.Default.Value, out collection)) return true;
        unknown = ApiFailures.NotFound("collection", named!);
        return false;
    }
}
