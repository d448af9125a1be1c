namespace Rag.Grains.Collections;

/// <summary>The life of a collection.</summary>
internal static class CollectionStatus
{
    public const string Creating = "creating";
    public const string Ready = "ready";
    public const string Deleting = "deleting";
}
