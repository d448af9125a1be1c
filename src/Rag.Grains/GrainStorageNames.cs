namespace Rag.Grains;

/// <summary>Names of the grain storage providers.</summary>
public static class GrainStorageNames
{
    /// <summary>SQLite in one process, PostgreSQL in a cluster.</summary>
    public const string Default = "rag";
}
