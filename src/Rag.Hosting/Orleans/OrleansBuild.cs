namespace Rag.Hosting.Orleans;

/// <summary>Which Orleans this build runs on.</summary>
public static class OrleansBuild
{
#if ORLEANS_PACKAGES
    /// <summary><c>packages</c>: the official Microsoft.Orleans packages.</summary>
    public const string Name = "packages";
#else
    /// <summary><c>inprocess</c>: the stand-in, one silo in one process.</summary>
    public const string Name = "inprocess";
#endif
}
